/**
 * Words that are often written with a capital and are no part of a person's name: how sentences begin, what forms and
 * headings say, days, months, places of work. In lower case. Composed by hand.
 */
export const commonWords: ReadonlySet<string> = new Set(
  `
a about above access account accounts act action address addresses admin admission adventure after afternoon again age air all
allergy alert also am amount an and animation annual another answer any anything apartment app apple application appointment
april apt are area army article as ask asked at attention attn august authority available avenue award balance band bank bar
be beach beautiful because bed been before best better between big bill billing birth bishop block blood blue board body
book booking border both box branch brand bring british broad broadway brother brothers build building bus business but buy by
cafe call called can cancel capital car card care case cash cell center central centre certificate chair change charge chart check
checkout chicken chief child children church city civil class clean clear client clinic close club co code coffee cold college
comedy comment comments committee common communication community company complaint computer conference confirm consultant
contact control corp corporation corner cost could council count country county court cover credit crescent crew crown current
customer customers daily damage data date day days dear debit december default delay delivered delivery department deposit
desk detail details device diagnosis dial did dinner direct directed director discharge discount discover district division do
doctor document does dob done door down dr drama drink drive driver drop due during each early east easter eat education
eight either electric electricity email embassy emergency employee employer end energy engine engineer english enter
entry error estate euro european evening event events every everyone exchange expected express face facility family
fast father fax february federal fee feedback few field fifth file final finance find fire first fish five flat flight floor
follow food for force form fort found foundation four free french friday friend from front full fund game garden gas gate
general get gift give glad global go gold good government grand great green group guest guests guide had hall happy harbour
has have he head heading health heart hello help her here hers hi high hill him his history holiday home hospital hot hotel
hour hours house how however hub human hundred i id idea if illness image in inc income india information inn inside
institute insurance international internet into invoice is island issue it item items its january job join july june just
keep kids king kitchen know lab lady lake land lane language large last late later law lead least leave left legal less let
letter level library licence license life light like limit limited line link list live lives loan local location log london
long look lord lost love low ltd lunch mad made mail main make man management manager many map march mark market master may me
meal media medical medicaid medicare medication meet meeting member members memo memory menu message meter middle military mill
million minister ministry minute miss mobile monday money month more morning most mother mr mrs ms much museum music must my
mystery name names nan national navy need never new news next nice night nine no none noon north northern not note notes nothing
november now number nurse october of off offer office officer oh oil ok old on once one online only open operator or
order orders organization other our out outside over own owner paid palace paper parent park parking part partner party
passport password patient patients pay payment payments peace pending pension people per person phone photo physician pizza
place plan plate platform please pls plus point police policy pool port portal position possible post power present president
press price prince princess private problem procedure producer product profile program project protection provider public
purchase put queen question quick radio rain rate re ready really reason receipt received record records red ref reference
refund regards region registered registration regular relay religion reminder report reports request reservation reserve
resident rest restaurant result results return right river road room royal rule run safe said saint sale sales same saturday save
school sea second secret section security see self send senior sent september serial series server service services session set
seven several she ship shop should show side sign since sir sister site six size small so social some someone something son song
songs sorry south southern spa special sport square st staff standard star start state states station statement status stay step
still stock stop store story street strong student studio subject suite summary summer sun sunday super supplier support
sure surgery survey suspense system table take talk tax tea team tel telephone tell temple ten terminal terms test thank
thanks that the their them then there these they thing think third this those three thursday ticket time times title to today
token tomorrow tonight too top total tour tower town track trade traffic train transaction transfer travel treaty trial trip
truck true trust try tuesday tv two type under union unit united university unless unlike until up update upon us use used
user valley van vat vehicle vendor venue version very via video view village visit visitor voucher waiter wait ward warning
was water way we web website wednesday week welcome well were west western what when where which while white who whole whose why
wife will wind window wine winter with within without woman work world would write wrong year years yellow yes yesterday yet you
young your yours zip zone bot ltda llc plc gmbh sa ag inc. ltd. vip asap faq sms otp pin url ip vin mrn npi dea mbi ssn nin bvn
iban usd eur gbp ngn kwh sku qty eta pos psc apo dpo fpo atm usa uk uae eu american african asian australian austrian
canadian chinese danish dutch egyptian finnish german ghanaian greek indian irish israeli italian japanese korean mexican
nigerian norwegian polish portuguese russian scottish slovenian spanish swedish swiss turkish ukrainian welsh slovak czech
hungarian romanian bulgarian croatian serbian jewish muslim christian catholic hindu buddhist africa asia europe america
admitted arrived asked attended confirmed delivered discharged paid reported requested seen shipped spoke vended visited wants
microsoft google facebook stripe square mailchimp quickbooks whatsapp instagram twitter linkedin visa mastercard paypal
history rights technologies solutions partners holdings industries
enterprises systems group associates consulting logistics foods bakery pharmacy laboratory laboratories
`
    .trim()
    .split(/\s+/u),
)
