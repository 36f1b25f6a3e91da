/* peal-country.c: the country that a cell names.
 *
 * The names are those of iso-codes (ISO 3166-1) in English, German, French and Spanish with the
 * short forms that people write added, folded by peal_key_fold ().
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-country.h"

#include "peal-key.h"

#include <string.h>

static const struct
{
  char code[3];
  const char *names; /* parted by spaces; the first is the three-letter code */
} countries[] = {
  { "AD", "and andorra principalityofandorra furstentumandorra andorre principautedandorre "
          "principadodeandorra" },
  { "AE", "are unitedarabemirates vereinigtearabischeemirate emiratsarabesunis "
          "emiratosarabesunidos uae emirates" },
  { "AF", "afg afghanistan islamicrepublicofafghanistan islamischerepublikafghanistan "
          "afganistan republicaislamicadeafganistan" },
  { "AG", "atg antiguaandbarbuda antiguaundbarbuda antiguaetbarbuda antiguaybarbuda" },
  { "AI", "aia anguilla anguila" },
  { "AL", "alb albania republicofalbania albanien republikalbanien albanie republiquedalbanie "
          "republicadealbania shqiperia" },
  { "AM", "arm armenia republicofarmenia armenien republikarmenien armenie republiquedarmenie "
          "republicadearmenia" },
  { "AO", "ago angola republicofangola republikangola republiquedangola republicadeangola" },
  { "AQ", "ata antarctica antarktis antarctique antartida" },
  { "AR", "arg argentina argentinerepublic argentinien argentinischerepublik argentine "
          "republiquedargentine republicaargentina" },
  { "AS", "asm americansamoa amerikanischsamoa samoaamericaines samoaestadounidense" },
  { "AT", "aut austria republicofaustria osterreich republikosterreich autriche "
          "republiquedautriche republicadeaustria oesterreich" },
  { "AU", "aus australia australien australie" },
  { "AW", "abw aruba" },
  { "AX", "ala alandislands alandinseln alandiles islasaland" },
  { "AZ", "aze azerbaijan republicofazerbaijan aserbaidschan republikaserbaidschan azerbaidjan "
          "republiquedazerbaidjan azerbaiyan republicadeazerbaiyan" },
  { "BA", "bih bosniaandherzegovina republicofbosniaandherzegovina bosnienundherzegowina "
          "bosnieherzegovine bosniayherzegovina republicadebosniayhercegovina" },
  { "BB", "brb barbados barbade" },
  { "BD", "bgd bangladesh peoplesrepublicofbangladesh bangladesch volksrepublikbangladesh "
          "banglades republicapopulardebanglades" },
  { "BE", "bel belgium kingdomofbelgium belgien konigreichbelgien belgique royaumedebelgique "
          "belgica reinodebelgica belgie" },
  { "BF", "bfa burkinafaso burquinafaso" },
  { "BG", "bgr bulgaria republicofbulgaria bulgarien republikbulgarien bulgarie "
          "republiquedebulgarie republicadebulgaria bulgariya" },
  { "BH", "bhr bahrain kingdomofbahrain konigreichbahrain bahrein royaumedebahrein barein "
          "reinodebarein" },
  { "BI", "bdi burundi republicofburundi republikburundi republiqueduburundi republicadeburundi" },
  { "BJ", "ben benin republicofbenin republikbenin republiquedubenin republicadebenin" },
  { "BL", "blm saintbarthelemy sanbartolome" },
  { "BM", "bmu bermuda bermudes islasbermudas" },
  { "BN", "brn bruneidarussalam brunei" },
  { "BO", "bol boliviaplurinationalstateof bolivia plurinationalstateofbolivia "
          "bolivienplurinationalerstaat bolivien plurinationalerstaatbolivien "
          "bolivieetatplurinationalde bolivie etatplurinationaldebolivie "
          "boliviaestadoplurinacionalde estadoplurinacionaldebolivia" },
  { "BQ", "bes bonairesinteustatiusandsaba bonairesinteustatiusundsaba "
          "bonairesainteustacheetsaba islasbescaribeneerlandes" },
  { "BR", "bra brazil federativerepublicofbrazil brasilien foderativerepublikbrasilien bresil "
          "republiquefederaledubresil brasil republicafederativadebrasil" },
  { "BS", "bhs bahamas commonwealthofthebahamas commonwealthderbahamas commonwealthdesbahamas "
          "commonwealthdelasbahamas" },
  { "BT", "btn bhutan kingdomofbhutan konigreichbhutan bhoutan royaumedubouthan butan "
          "reinodebutan" },
  { "BV", "bvt bouvetisland bouvetinsel ilebouvet islabouvet" },
  { "BW", "bwa botswana republicofbotswana botsuana republikbotsuana republiquedubotswana "
          "republicadebotsuana" },
  { "BY", "blr belarus republicofbelarus republikbelarus republiquedubelarus bielorrusia "
          "republicadebielorrusia" },
  { "BZ", "blz belize belice" },
  { "CA", "can canada kanada" },
  { "CC", "cck cocoskeelingislands kokoskeelinginseln cocoskeelingiles islascocoskeeling" },
  { "CD", "cod demokratischerepublikkongo republiquedemocratiqueducongo "
          "congorepublicademocraticadel drcongo" },
  { "CF", "caf centralafricanrepublic zentralafrikanischerepublik republiquecentrafricaine "
          "republicacentroafricana" },
  { "CG", "cog congo republicofthecongo kongo republikkongo republiqueducongo republicadelcongo" },
  { "CH", "che switzerland swissconfederation schweiz suisse confederationhelvetique suiza "
          "confederacionsuiza svizzera" },
  { "CI", "civ cotedivoire republicofcotedivoire republikcotedivoire republiquedecotedivoire "
          "costademarfil republicadecostademarfil ivorycoast" },
  { "CK", "cok cookislands cookinseln ilescook islascook" },
  { "CL", "chl chile republicofchile republikchile chili republiqueduchili republicadechile" },
  { "CM", "cmr cameroon republicofcameroon kamerun republikkamerun cameroun "
          "republiqueducameroun camerun republicadelcamerun" },
  { "CN", "chn china peoplesrepublicofchina volksrepublikchina chine republiquepopulairedechine "
          "republicapopularchina prc" },
  { "CO", "col colombia republicofcolombia kolumbien republikkolumbien colombie "
          "republiquedecolombie republicadecolombia" },
  { "CR", "cri costarica republicofcostarica republikcostarica republiqueducostarica "
          "republicadecostarica" },
  { "CU", "cub cuba republicofcuba kuba republikkuba republiquedecuba republicadecuba" },
  { "CV", "cpv caboverde republicofcaboverde kapverde republikkapverde capvert "
          "republiqueducapvert republicadecaboverde capeverde" },
  { "CW", "cuw curacao curazao" },
  { "CX", "cxr christmasisland weihnachtsinseln christmasile isladenavidad" },
  { "CY", "cyp cyprus republicofcyprus zypern republikzypern chypre republiquedechypre chipre "
          "republicadechipre" },
  { "CZ", "cze czechia czechrepublic tschechien tschechischerepublik tchequie republiquetcheque "
          "chequia republicacheca ceskarepublika cesko" },
  { "DE", "deu germany federalrepublicofgermany deutschland bundesrepublikdeutschland allemagne "
          "republiquefederaledallemagne alemania republicafederaldealemania brd" },
  { "DJ", "dji djibouti republicofdjibouti dschibuti republikdschibuti republiquededjibouti "
          "yibuti republicadeyibuti" },
  { "DK", "dnk denmark kingdomofdenmark danemark konigreichdanemark royaumedudanemark dinamarca "
          "reinodedinamarca danmark" },
  { "DM", "dma dominica commonwealthofdominica commonwealthdominica dominique "
          "commonwealthdeladominique commonwealthdedominica" },
  { "DO", "dom dominicanrepublic dominikanischerepublik republiquedominicaine "
          "republicadominicana" },
  { "DZ", "dza algeria algerien algerie" },
  { "EC", "ecu ecuador republicofecuador republikecuador equateur republiquedequateur "
          "republicadelecuador" },
  { "EE", "est estonia republicofestonia estland republikestland estonie republiquedestonie "
          "republicadeestonia eesti" },
  { "EG", "egy egypt arabrepublicofegypt agypten arabischerepublikagypten egypte "
          "republiquearabedegypte egipto republicaarabedeegipto" },
  { "EH", "esh westernsahara westsahara saharaoccidental" },
  { "ER", "eri eritrea thestateoferitrea staateritrea erythree letatderythree estadodeeritrea" },
  { "ES", "esp spain kingdomofspain spanien konigreichspanien espagne royaumedespagne espana "
          "reinodeespana" },
  { "ET", "eth ethiopia athiopien ethiopie etiopia" },
  { "FI", "fin finland republicoffinland finnland republikfinnland finlande "
          "republiquedefinlande finlandia republicadefinlandia suomi" },
  { "FJ", "fji fiji republicoffiji fidschi republikfidschi fidji republiquedesfidji fiyi "
          "republicadefiyi" },
  { "FK", "flk falklandislandsmalvinas falklandinselnmalwinen malouinesilesfalkland "
          "islasfalklandmalvinas" },
  { "FM", "fsm micronesiafederatedstatesof federatedstatesofmicronesia micronesieetatsfederesde "
          "etatsfederesdemicronesie micronesiaestadosfederadosde estadosfederadosdemicronesia" },
  { "FO", "fro faroeislands faroerinseln ilesferoe islasferoe" },
  { "FR", "fra france frenchrepublic frankreich franzosischerepublik republiquefrancaise "
          "francia republicafrancesa" },
  { "GA", "gab gabon gaboneserepublic gabun gabunischerepublik republiquegabonaise "
          "republicagabonesa" },
  { "GB", "gbr unitedkingdom vereinigteskonigreich royaumeuni reinounido uk greatbritain "
          "england scotland wales northernireland grossbritannien grandebretagne granbretana "
          "angleterre inglaterra" },
  { "GD", "grd grenada grenade granada" },
  { "GE", "geo georgia georgien georgie" },
  { "GF", "guf frenchguiana franzosischguyana guyanefrancaise guayanafrancesa" },
  { "GG", "ggy guernsey guernesey" },
  { "GH", "gha ghana republicofghana republikghana republiquedughana republicadeghana" },
  { "GI", "gib gibraltar" },
  { "GL", "grl greenland gronland groenland groenlandia" },
  { "GM", "gmb gambia republicofthegambia republikgambia gambie republiquedegambie "
          "republicadegambia" },
  { "GN", "gin guinea republicofguinea republikguinea guinee republiquedeguinee "
          "republicadeguinea" },
  { "GP", "glp guadeloupe guadalupe" },
  { "GQ", "gnq equatorialguinea republicofequatorialguinea aquatorialguinea "
          "republikaquatorialguinea guineeequatoriale republiquedeguineeequatoriale "
          "guineaecuatorial republicadeguineaecuatorial" },
  { "GR", "grc greece hellenicrepublic griechenland hellenischerepublik grece republiquegrecque "
          "grecia republicahelenica hellas ellada" },
  { "GS", "sgs" },
  { "GT", "gtm guatemala republicofguatemala republikguatemala republiqueduguatemala "
          "republicadeguatemala" },
  { "GU", "gum guam" },
  { "GW", "gnb guineabissau republicofguineabissau republikguineabissau guineebissau "
          "republiquedeguineebissau guineabisau republicadeguineabissau" },
  { "GY", "guy guyana republicofguyana kooperativerepublikguyana republiquedeguyana "
          "republicadeguyana" },
  { "HK", "hkg hongkong hongkongsar" },
  { "HM", "hmd heardislandandmcdonaldislands heardundmcdonaldinseln ilesheardetmacdonald "
          "islasheardymcdonald" },
  { "HN", "hnd honduras republicofhonduras republikhonduras republiqueduhonduras "
          "republicadehonduras" },
  { "HR", "hrv croatia republicofcroatia kroatien republikkroatien croatie republiquedecroatie "
          "croacia republicadecroacia hrvatska" },
  { "HT", "hti haiti republicofhaiti republikhaiti republiquedehaiti republicadehaiti" },
  { "HU", "hun hungary ungarn hongrie hungria magyarorszag" },
  { "ID", "idn indonesia republicofindonesia indonesien republikindonesien indonesie "
          "republiquedindonesie republicadeindonesia" },
  { "IE", "irl ireland irland irlande irlanda eire republicofireland" },
  { "IL", "isr israel stateofisrael staatisrael etatdisrael estadodeisrael" },
  { "IM", "imn isleofman inselman iledeman islademan" },
  { "IN", "ind india republicofindia indien republikindien inde republiquedinde "
          "republicadelaindia bharat" },
  { "IO", "iot britishindianoceanterritory" },
  { "IQ", "irq iraq republicofiraq irak republikirak republiquediraq republicadeirak" },
  { "IR", "irn iranislamicrepublicof iran islamicrepublicofiran iranislamischerepublik "
          "islamischerepublikiran iranrepubliqueislamiqued republiqueislamiquediran "
          "iranrepublicaislamicade republicaislamicadeiran" },
  { "IS", "isl iceland republicoficeland island republikisland islande republiquedislande "
          "islandia republicadeislandia" },
  { "IT", "ita italy italianrepublic italien italienischerepublik italie republiqueitalienne "
          "italia republicaitaliana" },
  { "JE", "jey jersey" },
  { "JM", "jam jamaica jamaika jamaique" },
  { "JO", "jor jordan hashemitekingdomofjordan jordanien jordanie royaumehachemitedejordanie "
          "jordania reinohachemidejordania" },
  { "JP", "jpn japan japon nippon" },
  { "KE", "ken kenya republicofkenya kenia republikkenia republiquedukenya republicadekenia" },
  { "KG", "kgz kyrgyzstan kyrgyzrepublic kirgisistan kirgisischerepublik kirghizistan "
          "republiquekirghize kirguistan republicakirguiza" },
  { "KH", "khm cambodia kingdomofcambodia kambodscha konigreichkambodscha cambodge "
          "royaumeducambodge camboya reinodecamboya" },
  { "KI", "kir kiribati republicofkiribati republikkiribati republiquedekiribati "
          "republicadekiribati" },
  { "KM", "com comoros unionofthecomoros komoren vereinigungderkomoren comores uniondescomores "
          "comoresislas uniondelascomores" },
  { "KN", "kna saintkittsandnevis stkittsundnevis saintchristopheetnieves sancristobalynieves" },
  { "KP", "prk northkorea nordkorea coreedunord" },
  { "KR", "kor korearepublicof southkorea korearepublik sudkorea coreerepubliquede coreedusud "
          "corearepublicade korea coreadelsur" },
  { "KW", "kwt kuwait stateofkuwait staatkuwait koweit etatdukoweit estadodekuwait" },
  { "KY", "cym caymanislands caymaninseln ilescaimans islascaiman" },
  { "KZ", "kaz kazakhstan republicofkazakhstan kasachstan republikkasachstan "
          "republiquedukazakhstan kazajistan republicadekazajistan" },
  { "LA", "lao laopeoplesdemocraticrepublic laos laosdemokratischevolksrepublik" },
  { "LB", "lbn lebanon lebaneserepublic libanon libanesischerepublik liban republiquelibanaise "
          "libano republicalibanesa" },
  { "LC", "lca saintlucia stlucia saintelucie santalucia" },
  { "LI", "lie liechtenstein principalityofliechtenstein furstentumliechtenstein "
          "principauteduliechtenstein principadodeliechtenstein" },
  { "LK", "lka srilanka" },
  { "LR", "lbr liberia republicofliberia republikliberia republiqueduliberia republicadeliberia" },
  { "LS", "lso lesotho kingdomoflesotho konigreichlesotho royaumedulesotho lesoto reinodelesoto" },
  { "LT", "ltu lithuania republicoflithuania litauen republiklitauen lituanie "
          "republiquedelituanie lituania republicadelituania lietuva" },
  { "LU", "lux luxembourg grandduchyofluxembourg luxemburg grossherzogtumluxemburg "
          "grandducheduluxembourg luxemburgo granducadodeluxemburgo" },
  { "LV", "lva latvia republicoflatvia lettland republiklettland lettonie republiquedelettonie "
          "letonia republicadeletonia latvija" },
  { "LY", "lby libya libyen libye libia" },
  { "MA", "mar morocco kingdomofmorocco marokko konigreichmarokko maroc royaumedumaroc "
          "marruecos reinodemarruecos" },
  { "MC", "mco monaco principalityofmonaco furstentummonaco principautedemonaco "
          "principadodemonaco" },
  { "MD", "mda moldovarepublicof moldova republicofmoldova moldaurepublik moldau republikmoldau "
          "moldovarepubliquede moldavie republiquedemoldova moldaviarepublicade moldavia "
          "republicademoldavia" },
  { "ME", "mne montenegro" },
  { "MF", "maf saintmartinfrenchpart saintmartinfranzosischerteil saintmartinpartiefrancaise "
          "sanmartinzonafrancesa" },
  { "MG", "mdg madagascar republicofmadagascar madagaskar republikmadagaskar "
          "republiquedemadagascar republicademadagascar" },
  { "MH", "mhl marshallislands republicofthemarshallislands marshallinseln "
          "republikmarshallinseln ilesmarshall republiquedesilesmarshall islasmarshall "
          "republicadelasislasmarshall" },
  { "MK", "mkd northmacedonia republicofnorthmacedonia nordmazedonien republiknordmazedonien "
          "macedoinedunord republiquedemacedoinedunord macedoniadelnorte "
          "republicademacedoniadelnorte macedonia" },
  { "ML", "mli mali republicofmali republikmali republiquedumali republicademali" },
  { "MM", "mmr myanmar republicofmyanmar republikmyanmar birmanie republiquedemyanmar birmania "
          "republicadelauniondemyanmar burma" },
  { "MN", "mng mongolia mongolei mongolie" },
  { "MO", "mac macao sonderverwaltungsregionmacao macau" },
  { "MP", "mnp northernmarianaislands nordlichemarianen ilesmariannesdunord "
          "islasmarianasdelnorte" },
  { "MQ", "mtq martinique martinica" },
  { "MR", "mrt mauritania islamicrepublicofmauritania mauretanien islamischerepublikmauretanien "
          "mauritanie republicaislamicademauritania" },
  { "MS", "msr montserrat" },
  { "MT", "mlt malta republicofmalta republikmalta malte republiquedemalte republicademalta" },
  { "MU", "mus mauritius republicofmauritius republikmauritius maurice republiquedelilemaurice "
          "mauricio republicademauricio" },
  { "MV", "mdv maldives republicofmaldives malediven republikmalediven republiquedesmaldives "
          "islasmaldivas republicademaldivas" },
  { "MW", "mwi malawi republicofmalawi republikmalawi republiquedumalawi malaui "
          "republicademalawi" },
  { "MX", "mex mexico unitedmexicanstates mexiko vereinigtemexikanischestaaten mexique "
          "etatsunisdumexique estadosunidosmexicanos" },
  { "MY", "mys malaysia malaisie malasia" },
  { "MZ", "moz mozambique republicofmozambique mosambik republikmosambik republiquedumozambique "
          "republicademozambique" },
  { "NA", "nam namibia republicofnamibia republiknamibia namibie republiquedenamibie "
          "republicadenamibia" },
  { "NC", "ncl newcaledonia neukaledonien nouvellecaledonie nuevacaledonia" },
  { "NE", "ner niger republicoftheniger republikniger republiqueduniger republicadelniger" },
  { "NF", "nfk norfolkisland norfolkinsel ilenorfolk islanorfolk" },
  { "NG", "nga nigeria federalrepublicofnigeria bundesrepubliknigeria "
          "republiquefederaledunigeria republicafederaldenigeria" },
  { "NI", "nic nicaragua republicofnicaragua republiknicaragua republiquedunicaragua "
          "republicadenicaragua" },
  { "NL", "nld netherlands kingdomofthenetherlands niederlande konigreichderniederlande paysbas "
          "royaumedespaysbas paisesbajos reinodelospaisesbajos holland nederland thenetherlands" },
  { "NO", "nor norway kingdomofnorway norwegen konigreichnorwegen norvege royaumedenorvege "
          "noruega reinodenoruega norge" },
  { "NP", "npl nepal" },
  { "NR", "nru nauru republicofnauru republiknauru republiquedenauru republicadenauru" },
  { "NU", "niu niue nioue" },
  { "NZ", "nzl newzealand neuseeland nouvellezelande nuevazelanda aotearoa" },
  { "OM", "omn oman sultanateofoman sultanatoman sultanatdoman sultanatodeoman" },
  { "PA", "pan panama republicofpanama republikpanama republiquedupanama republicadepanama" },
  { "PE", "per peru republicofperu republikperu perou republiqueduperou republicadelperu" },
  { "PF", "pyf frenchpolynesia franzosischpolynesien polynesiefrancaise polinesiafrancesa" },
  { "PG", "png papuanewguinea papuaneuguinea papouasienouvelleguinee papuanuevaguinea" },
  { "PH", "phl philippines republicofthephilippines philippinen republikderphilippinen "
          "republiquedesphilippines filipinas republicadefilipinas pilipinas" },
  { "PK", "pak pakistan islamicrepublicofpakistan islamischerepublikpakistan "
          "republiqueislamiquedupakistan republicaislamicadepakistan" },
  { "PL", "pol poland republicofpoland polen republikpolen pologne republiquedepologne polonia "
          "republicadepolonia polska" },
  { "PM", "spm saintpierreandmiquelon stpierreundmiquelon saintpierreetmiquelon "
          "sanpedroymiquelon" },
  { "PN", "pcn pitcairn ilespitcairn" },
  { "PR", "pri puertorico portorico" },
  { "PS", "pse palestinestateof thestateofpalestine palastinastaat staatpalastina "
          "palestineetatde letatdepalestine palestinaestadode estadodepalestina palestine" },
  { "PT", "prt portugal portugueserepublic portugiesischerepublik republiqueportugaise "
          "republicaportuguesa" },
  { "PW", "plw palau republicofpalau republikpalau palaos republiquedepalau republicadepalau" },
  { "PY", "pry paraguay republicofparaguay republikparaguay republiqueduparaguay "
          "republicadelparaguay" },
  { "QA", "qat qatar stateofqatar katar staatkatar etatduqatar catar estadodeqatar" },
  { "RE", "reu reunion reunioniledela" },
  { "RO", "rou romania rumanien roumanie rumania" },
  { "RS", "srb serbia republicofserbia serbien republikserbien serbie republiquedeserbie "
          "republicadeserbia srbija" },
  { "RU", "rus russianfederation russischefoderation russiefederationde federacionrusa russia "
          "russland russie rusia" },
  { "RW", "rwa rwanda rwandeserepublic ruanda republikruanda republiquerwandaise "
          "republicaderuanda" },
  { "SA", "sau saudiarabia kingdomofsaudiarabia saudiarabien konigreichsaudiarabien "
          "arabiesaoudite royaumedarabiesaoudite arabiasaudi reinodearabiasaudi ksa" },
  { "SB", "slb solomonislands salomoninseln salomoniles islassalomon" },
  { "SC", "syc seychelles republicofseychelles seychellen republikseychellen "
          "republiquedesseychelles republicadelasseychelles" },
  { "SD", "sdn sudan republicofthesudan republiksudan soudan republiquedusoudan republicadesudan" },
  { "SE", "swe sweden kingdomofsweden schweden konigreichschweden suede royaumedesuede suecia "
          "reinodesuecia sverige" },
  { "SG", "sgp singapore republicofsingapore singapur republiksingapur singapour "
          "republiquedesingapour republicadesingapur" },
  { "SH", "shn" },
  { "SI", "svn slovenia republicofslovenia slowenien republikslowenien slovenie "
          "republiquedeslovenie eslovenia republicadeeslovenia slovenija" },
  { "SJ", "sjm svalbardandjanmayen svalbardundjanmayen svalbardetilejanmayen svalbardyjanmayen" },
  { "SK", "svk slovakia slovakrepublic slowakei slowakischerepublik slovaquie "
          "republiqueslovaque eslovaquia republicaeslovaca slovensko" },
  { "SL", "sle sierraleone republicofsierraleone republiksierraleone republiquedesierraleone "
          "sierraleona republicadesierraleona" },
  { "SM", "smr sanmarino republicofsanmarino republiksanmarino saintmarin republiquedesanmarin "
          "republicadesanmarino" },
  { "SN", "sen senegal republicofsenegal republiksenegal republiquedusenegal republicadelsenegal" },
  { "SO", "som somalia federalrepublicofsomalia bundesrepubliksomalia somalie "
          "republiquefederaledesomalie republicafederaldesomalia" },
  { "SR", "sur suriname republicofsuriname republiksuriname surinam republiquedusurinam "
          "republicadesurinam" },
  { "SS", "ssd southsudan republicofsouthsudan sudsudan republiksudsudan soudandusud "
          "republiquedusoudandusud sudandelsur republicadesudandelsur" },
  { "ST", "stp saotomeandprincipe saotomeundprincipe saotomeetprincipe santotomeyprincipe" },
  { "SV", "slv elsalvador republicofelsalvador republikelsalvador salvador "
          "republiquedelsalvador republicadeelsalvador" },
  { "SX", "sxm sintmaartendutchpart saintmartinpartieneerlandaise isladesanmartinzonaholandsea" },
  { "SY", "syr syrianarabrepublic syria syrienarabischerepublik syrien syriennerepubliquearabe "
          "republicaarabedesiria" },
  { "SZ", "swz eswatini kingdomofeswatini konigreicheswatini royaumedeswatini esuatini "
          "reinodeesuatini swaziland" },
  { "TC", "tca turksandcaicosislands turksundcaicosinseln ilesturquesetcaiques "
          "islasturcasycaicos" },
  { "TD", "tcd chad republicofchad tschad republiktschad tchad republiquedutchad "
          "republicadelchad" },
  { "TF", "atf frenchsouthernterritories terresaustralesfrancaises territoriosfrancesesdelsur" },
  { "TG", "tgo togo togoleserepublic republiktogo republiquetogolaise republicatogolesa" },
  { "TH", "tha thailand kingdomofthailand konigreichthailand thailande royaumedethailande "
          "tailandia reinodetailandia" },
  { "TJ", "tjk tajikistan republicoftajikistan tadschikistan republiktadschikistan tadjikistan "
          "republiquedutadjikistan tayikistan republicadetayikistan" },
  { "TK", "tkl tokelau" },
  { "TL", "tls timorleste democraticrepublicoftimorleste timororiental" },
  { "TM", "tkm turkmenistan" },
  { "TN", "tun tunisia republicoftunisia tunesien tunesischerepublik tunisie "
          "republiquedetunisie tunez republicadetunez" },
  { "TO", "ton tonga kingdomoftonga konigreichtonga royaumedestonga reinodetonga" },
  { "TR", "tur turkiye republicofturkiye turkei republikturkei turkey tuerkei turquie turquia" },
  { "TT", "tto trinidadandtobago republicoftrinidadandtobago trinidadundtobago "
          "republiktrinidadundtobago triniteettobago republiquedetriniteettobago "
          "trinidadytobago republicadetrinidadytobago" },
  { "TV", "tuv tuvalu" },
  { "TW", "twn taiwanprovinceofchina taiwan taiwanchinesischeprovinz taiwanprovincedechine "
          "taiwanprovinciadechina" },
  { "TZ", "tza tanzaniaunitedrepublicof tanzania unitedrepublicoftanzania "
          "tansaniavereinigterepublik tansania vereinigterepubliktansania "
          "tanzanierepubliqueuniede tanzanie republiqueuniedetanzanie tanzaniarepublicaunidade "
          "republicaunidadetanzania" },
  { "UA", "ukr ukraine ucrania" },
  { "UG", "uga uganda republicofuganda republikuganda ouganda republiquedouganda "
          "republicadeuganda" },
  { "UM", "umi" },
  { "US", "usa unitedstates unitedstatesofamerica vereinigtestaaten vereinigtestaatenvonamerika "
          "etatsunis etatsunisdamerique estadosunidos estadosunidosdeamerica america eeuu eua" },
  { "UY", "ury uruguay easternrepublicofuruguay republikostlichdesuruguay "
          "republiqueorientaleduruguay republicaorientaldeluruguay" },
  { "UZ", "uzb uzbekistan republicofuzbekistan usbekistan republikusbekistan ouzbekistan "
          "republiquedouzbekistan republicadeuzbekistan" },
  { "VA", "vat holyseevaticancitystate heiligerstuhlstaatvatikanstadt vatican" },
  { "VC", "vct saintvincentandthegrenadines stvincentunddiegrenadinen "
          "saintvincentetlesgrenadines sanvicenteylasgranadinas" },
  { "VE", "ven venezuelabolivarianrepublicof venezuela bolivarianrepublicofvenezuela "
          "venezuelabolivarischerepublik bolivarischerepublikvenezuela" },
  { "VG", "vgb virginislandsbritish britishvirginislands britischejungferninseln "
          "ilesviergesbritanniques islasvirgenesbritanicas" },
  { "VI", "vir virginislandsus virginislandsoftheunitedstates amerikanischejungferninseln "
          "ilesviergesetatsunis islasvirgenesdeeeuu" },
  { "VN", "vnm vietnam socialistrepublicofvietnam sozialistischerepublikvietnam "
          "republiquesocialisteduvietnam republicasocialistadevietnam" },
  { "VU", "vut vanuatu republicofvanuatu republikvanuatu republiqueduvanuatu republicadevanuatu" },
  { "WF", "wlf wallisandfutuna wallisundfutuna wallisetfutuna wallisyfutuna" },
  { "WS", "wsm samoa independentstateofsamoa unabhangigerstaatsamoa etatindependantdesamoa "
          "estadoindependientedesamoa" },
  { "YE", "yem yemen republicofyemen jemen republikjemen republiqueduyemen republicadelyemen" },
  { "YT", "myt mayotte" },
  { "ZA", "zaf southafrica republicofsouthafrica sudafrika republiksudafrika afriquedusud "
          "republiquedafriquedusud sudafrica republicadesudafrica suedafrika" },
  { "ZM", "zmb zambia republicofzambia sambia republiksambia zambie republiquedezambie "
          "republicadezambia" },
  { "ZW", "zwe zimbabwe republicofzimbabwe simbabwe republiksimbabwe republiqueduzimbabwe "
          "zimbabue republicadezimbabue" },
};

/* From each folded name to its code. Made once, kept for the life of the process. */
static GHashTable *
get_index (void)
{
  static gsize index;

  if (g_once_init_enter (&index))
    {
      GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (guint i = 0; i < G_N_ELEMENTS (countries); i++)
        {
          g_auto(GStrv) names = g_strsplit (countries[i].names, " ", -1);

          g_hash_table_insert (table, g_ascii_strdown (countries[i].code, -1), (gpointer) countries[i].code);
          for (guint j = 0; names[j] != NULL; j++)
            g_hash_table_insert (table, g_steal_pointer (&names[j]), (gpointer) countries[i].code);
        }
      g_once_init_leave (&index, (gsize) table);
    }
  return (GHashTable *) index;
}

const char *
peal_country_from_name (const char *text)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  key = peal_key_fold (text, -1);
  return g_hash_table_lookup (get_index (), key);
}
