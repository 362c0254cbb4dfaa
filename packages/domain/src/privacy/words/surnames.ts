/** Family names that are common where Syncline is used, in lower case and without accents. Composed by hand. */
export const surnames: ReadonlySet<string> = new Set(
  `
abdi abdullahi abubakar achebe acheampong adams adebayo adebisi adeleke ademola adeola adeyemi agbaje aguilar ahmed
ajayi akande akinola akpan alabi alexander ali allen alvarez amadi aminu andersen anderson andersson appiah arnold asante
atkinson awolowo babangida bah bailey baker bakare balogun banda barnes bauer becker bell bello bennett berg bergstrom
bernard bianchi boateng brooks brown bruno bryant butler campbell carlsson carter castillo castro chavez chen choi
christensen christiansen chukwu clark clarke coleman collins colombo cooper costa cox cruz danjuma danso davies davis dawson
delgado diallo diaz dimitrov dlamini dubois dupont duran edwards eke ekwueme eriksson esposito evans eze fernandez ferrari
ferreira fischer fisher fleming flores foster fournier francis fraser garcia garner gibson gomes gomez gonzales gonzalez
graham grant greene griffin gupta gustafsson gutierrez haddad hall hamilton hansen hansson harris harrison harvey hassan
hayes henderson hernandez herrera hoffman hoffmann holmes horvath howard hughes hussain hussein ibe ibrahim idowu igwe
ivanov ivanova iwu jackson james jansen jansson jenkins jensen jimenez johansen johansson johnson jones jonsson jorgensen
kaminski kamara kante kaur keita kelly kennedy khan khumalo kim kimani kowalczyk kowalski koroma kovacs kristensen kumar
kuznetsov lambert larsen larsson laurent lawal lefebvre lehmann leroy lewandowski lewis liang lindberg lindgren lindstrom
lopez lundgren madsen mahmoud maier marino marshall martin martinez mazur mbah mbeki mccarthy mcdonald mehta mendes mendez
mendoza mensah meyer miller mitchell mohammed molina moore morales moreau moreno moretti morgan morris morrison moyo muller
murphy murray musa mutua mwangi nagy nakamura ndlovu nelson nguyen nielsen nikolaidis nilsen nilsson njoroge nkosi nkrumah nnadi novak
nowak nwachukwu nwankwo nwosu nyong obasanjo obi obiora ochieng odhiambo oduya ogbonna ogunleye ojo okafor okeke okezie
okon okonkwo okoro okoye okpara oladipo olawale oliveira olsen olsson onyango opoku ortega ortiz osei otieno owusu oyedepo
oyelaran papadopoulos patel patterson pedersen pereira perez perry persson petersen peterson petrov pettersson phillips popescu
popov powell quinn ramirez ramos rasmussen reyes reynolds ricci richards richardson richter rivera roberts robinson
rodriguez rogers romano rossi rousseau roux russo ryan saleh salazar sanchez sanders santos sanusi sato schmid schmidt schmitt
schneider scholz schroder schultz schulz schwarz sesay sharma shittu silva simmons simpson singh smirnov smith soares sokolov
sorensen soto sow stewart suarez sullivan svensson szabo takahashi tanaka taylor thompson thomsen toure traore turner udoh
umeh usman vargas varga vazquez wagner walker wallace walsh wang watanabe watson weber werner williams williamson wilson
wisniewski wojcik yamamoto yang yilmaz yusuf zhang zhao zimmermann zulu
`
    .trim()
    .split(/\s+/u),
)
