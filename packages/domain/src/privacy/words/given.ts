/** Given names that are common where Syncline is used, in lower case and without accents. Composed by hand. */
export const givenNames: ReadonlySet<string> = new Set(
  `
aaron abby abdul abdullah abel abena abiodun abiola abraham abu ada adaeze adam adamu adaobi ade adebayo adel adele
adesola adewale adrian adriana agnes ahmed aisha akin akosua akua alan alana albert alberto alejandro aleksandr alessandro
alex alexander alexandra alexandre alexis alfred ali alice alicia alina alison allan allen amadou amaka amanda amara
amber ami amina amir amit amy ana andre andrea andreas andrei andres andrew andy angel angela angelo anil anita anjali ann
anna anne annette anthony antoine anton antonio anya ariana arjun arnold arthur arun asha ashley astrid august austin ava
ayesha ayo ayodele babatunde barbara bartosz beatrice beatriz ben benedikt benjamin bernard bernice bertha beth betty
beverly bianca bilal bill billy bimpe birgit bjorn blessing bob bola bolaji boris brandon brenda brian bridget bruce bruno
bryan bukola camila camille carl carla carlos carmen carol caroline carolyn catalina catherine cathy cecilia celine charles
charlotte chen chiamaka chibuike chidi chidinma chika chike chinedu chinonso chinwe chioma chloe chris christian christina
christine christopher chuka chukwudi chukwuemeka cindy claire clara clarence claude claudia colin connor craig cristina
cynthia dagmar daisuke damilola daniel daniela danielle danny daria darren dave david davide dawn dayo deborah debra deepak
denis denise dennis derek diana diane diego dieter dimitri dmitri dolores dominic donald donna doris dorothy douglas duncan
dylan ebere ebony eduardo edward edwin efe efua eileen ekaterina elaine eleanor elena elif elijah elisa elizabeth ella ellen
elodie elsa emeka emilia emilie emily emma emmanuel enrique eric erica erik erika erin ernest esi esther ethan etienne eugene
eva evelyn ezekiel ezinne fabian fabio fatima fatoumata federico felicia felipe felix femi fernando filip fiona florence
folake folasade frances francesca francesco francis francisco francois frank franz fred frederic frederik friday funke funmi
gabriel gabriela gaetano gareth gary gavin gemma geoffrey george gerald gerard gertrude giorgio giovanni giulia gloria
godwin gordon graham greg gregory greta guillaume gunter gustav guy habiba halima hamid hamza hannah hans haruka haruna
hassan hauwa heather hector heidi heinz helen helena helga henri henrik henry herbert hiroshi holly howard hugo ian ibrahim
idris ife ifeanyi ifeoma ignacio igor ike ikechukwu imran ines ingrid irene iris irina isaac isabel isabella isabelle ivan
ivana jack jackie jacob jacqueline jacques jade jaime jakob jakub james jamie jan jane janet janice jason javier jay jean
jeanne jeff jeffrey jennifer jenny jeremy jerome jerry jesse jessica jesus ji jill jim jimmy joan joanna joanne joao joe
joel johan johanna john johnny jonas jonathan jordan jorge jose joseph josephine joshua joy joyce juan juana judith judy
juergen julia julian juliana julie julien juliet julius jun jurgen justin justyna kamal kamila karen karim karin karl kasia
kate katarzyna katerina katharina katherine kathleen kathryn kathy katie katrin kayode keith kelechi kelly ken kenji
kenneth kerstin kevin khadija khalid kim kimberly klaus kofi kojo konstantin krishna kristen kristina kumar kwabena kwaku
kwame kwasi kyle lakshmi lara lars latifa laura lauren laurence laurent lawrence layla lea leah leila leif lena leo leon
leonard leonardo leslie leticia li liam lidia lila lillian lin linda lindsay ling lisa liu liz logan lois lola lorenzo
louis louise luc luca lucas lucia luciano lucy luigi luis luisa luka lukas luke lydia lynn maciej madeleine mads magdalena
magnus mahmoud malcolm malik mamadou manfred manuel marc marcel marcela marcella marcelo marco marcos marcus margaret
margarita maria mariam marian marianne marie mariko marina mario marion marisa marjorie marlene marta martha martin martina
mary mateo mateusz mathias mathieu matilda matt matteo matthew matthias maureen maurice mauricio max maxime maya megan mehmet mei
melanie melissa mercy michael michal michel michele michelle miguel mikael mike mikhail mila milan miriam miroslav mohamed
mohammad mohammed moira moises monica monika morgan moses muhammad musa mustafa mwangi myriam nadia nancy naomi natalia
natalie natasha nathan nathaniel neil nelson ngozi nicholas nick nicola nicolas nicole nigel niklas nikolai nina nkechi
nkem nnamdi noah noel nonso nora norbert norma norman nuno obinna oksana ola olaf olamide oleg olga oliver olivia
olivier olu oluchi olufemi olumide oluseun oluwaseun omar omolara onyeka onyinye oscar osagie oumar owen pablo pamela
paola paolo pascal patrice patricia patrick paul paula paulina pauline paulo pavel pedro peggy penelope per peter petra
phil philip philippe phillip phyllis pierre piotr pradeep precious prince priya rachel rafael raj rajesh ralph ramon
raphael raquel rashid raul ravi raymond rebecca regina renata rene rhonda ricardo richard rita rob robert roberta roberto
robin rodrigo roger roland roman ronald rosa rosemary ross roxanne roy ruben rudolf russell ruth ryan saeed salma sam
samantha samir samuel sandra sanjay santiago sara sarah satoshi scott sean sebastian segun selma serge sergei sergio seun
seth shamsudeen shannon sharon shaun shawn sheila shirley sigrid silvia simon simone siobhan sizwe sofia sonia sonya sophia
sophie soren stacy stanislav stanley stefan stefania stefano stephanie stephen steve steven stuart sue sunday sunil susan
susanne suzanne svetlana sven sylvia sylvie tadeusz takeshi tamara tania tanya tara tatiana taiwo temitope teresa terry
thabo theo theodore theresa thierry thomas tiffany tim timothy titilayo tobi tobias tochi todd tolu tom tomas tomasz tomoko
tony tosin tracy travis trevor tunde uche uchenna udo ulrich umar ursula usha usman valentina valerie vanessa vera veronica
viktor victor victoria vijay vincent viola virginia vivian vladimir walter wanda warren wei wendy werner wilfred wilhelm
william wolfgang xavier xin yakubu yan yasmin yaw yemi yetunde ying yosef youssef yuki yuri yusuf yvette yvonne zachary
zainab zanele zara zeynep zoe zuzana
`
    .trim()
    .split(/\s+/u),
)
