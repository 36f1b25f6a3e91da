/* peal-csv-headers.c: the words that contact files use for their columns.
 *
 * Whole headers, folded: letters and digits only, lower case, no accents. From the exports of
 * Google Contacts (old and new), Outlook, iCloud, HubSpot, Salesforce, Square, Shopify, Mailchimp,
 * Klaviyo and Brevo, and what people write in their own sheets. To add a word, add it to its
 * line; a header with more words around a telephone word needs none (peal-csv-map.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-csv-headers.h"

#define WORDS(field, keys) { PEAL_FIELD_##field, PEAL_PHONE_ROLE_MAIN, keys }
#define PHONE(role, keys) { PEAL_FIELD_PHONE, PEAL_PHONE_ROLE_##role, keys }

const PealHeaderWords peal_header_words[] = {
  WORDS (DISPLAY,
         "name fullname displayname contactname customername clientname fileas contact customer client recipient "
         "kontakt kontaktname vollername vollstandigername anzeigename kunde kundenname speichernunter "
         "nom nomcomplet nomaffiche nometprenom nomprenom prenomnom prenometnom nomduclient contactnom "
         "nombre nombrecompleto nombreyapellidos nombreyapellido nombreparamostrar cliente nombredelcliente contacto"),
  WORDS (GIVEN,
         "firstname first fname givenname given forename christianname contactfirstname customerfirstname "
         "vorname rufname vornamen prenom prenoms petitnom nombredepila primernombre nombres"),
  WORDS (MIDDLE,
         "middlename middle additionalname secondname middleinitial mi weiterevornamen zweitervorname "
         "zweitname deuxiemeprenom autreprenom segundonombre"),
  WORDS (FAMILY,
         "lastname last lname familyname family surname contactlastname customerlastname "
         "nachname familienname zuname nomdefamille apellido apellidos primerapellido"),
  WORDS (PREFIX,
         "nameprefix prefix honorific honorificprefix salutation anrede namensprafix titel akademischertitel "
         "civilite titre tratamiento titulo courtesytitle"),
  WORDS (SUFFIX, "namesuffix suffix honorificsuffix generation namenssuffix suffixe sufijo"),
  WORDS (ORG,
         "company companyname organization organisation organizationname organisationname organization1name "
         "organisation1name business businessname employer account accountname firm shop store associatedcompany "
         "primaryassociatedcompany defaultaddresscompany firma firmenname unternehmen betrieb organisationfirma "
         "arbeitgeber societe entreprise nomdelentreprise raisonsociale organisme empresa compania organizacion "
         "nombredelaempresa razonsocial negocio"),
  WORDS (TITLE,
         "title jobtitle job position role occupation profession organizationtitle organization1title "
         "beruf berufsbezeichnung stelle funktion fonction poste intitule puesto cargo "
         "ocupacion puestodetrabajo"),
  WORDS (INDUSTRY, "industry sector branche secteur secteurdactivite industria"),
  WORDS (EMAIL,
         "email emailaddress mail mailaddress emails emailaddresses primaryemail personalemail workemail homeemail "
         "businessemail contactemail customeremail email1 email1value email1address emailvalue emailadresse mailadresse "
         "epost adressemail adresseemail adresseelectronique adressedemessagerie courriel mel correo "
         "correoelectronico direcciondecorreo direcciondecorreoelectronico direcciondeemail"),
  PHONE (MOBILE,
         "mobile mobilephone mobilenumber mobilephonenumber mobileno mobiletelephone mobiletel mob cell cellphone "
         "cellnumber cellphonenumber cellular cellularphone celltel smsphonenumber smsphone smsnumber sms textnumber "
         "textphone phonemobile phonecell telmobile iphone gsm gsmnumber gsmnummer handy handynummer handynr "
         "mobil mobilnummer mobiltelefon mobiltelefonnummer mobilfunk mobilfunknummer telefonmobil telefonhandy "
         "portable telephoneportable telportable numeroportable numerodeportable telephonemobile "
         "numerodemobile numeromobile movil celular telefonomovil telefonocelular numerodecelular "
         "numerodemovil numeromovil numerocelular telmovil telcelular"),
  PHONE (PREFERRED,
         "primaryphone primaryphonenumber preferredphone preferredphonenumber preferrednumber bestphone "
         "bestcontactnumber primarynumber bevorzugtestelefon haupttelefon telephoneprefere telefonopreferido"),
  PHONE (MAIN,
         "phone phonenumber phoneno phonenr telephone telephonenumber telephoneno tel telno telnr telnumber "
         "contactnumber contactphone contactno number phone1 phone1value phonevalue mainphone phonemain customerphone "
         "companymainphone clientphone phones phonenumbers msisdn e164 telefon telefonnummer telefonnr rufnummer "
         "fon nummer hauptnummer telefonhauptnummer firmentelefon telephonesociete "
         "numero numerodetelephone numtelephone notelephone telephoneprincipal notel numtel "
         "telefono telefonos numerodetelefono numtelefono telefonoprincipal notelefono fono telefonoorganismo"),
  PHONE (OTHER,
         "otherphone secondaryphone secondaryphonenumber alternatephone alternatephonenumber alternatephone1 "
         "alternativephone altphone additionalphone phone2 phone2value phone3 phone3value phone4 phone4value "
         "phoneother assistantphone assistantsphone callback carphone radiophone isdn whatsapp whatsappnumber "
         "whatsappphonenumber whatsappphone defaultaddressphone shippingphone billingphone "
         "weiterestelefon telefonandere anderestelefon andererufnummer zweittelefon telefon2 autotelefon "
         "telefonassistent autretelephone telephoneautre telephone2 autrenumero otrotelefono telefonootro "
         "telefono2 telefonoalternativo telefonosecundario"),
  PHONE (WORK,
         "workphone businessphone businessphone2 officephone workphonenumber businessphonenumber worknumber "
         "officenumber phonework phonebusiness phoneoffice worktel companyphone companyphonenumber "
         "telefongeschaftlich telefongeschaftlich2 geschaftlich telefonarbeit telefonburo burotelefon diensttelefon "
         "firmentelefonnummer telefondienstlich telephonebureau telephonebureau2 telephoneprofessionnel telephonepro "
         "telephonetravail telpro telbureau telefonodeltrabajo telefonotrabajo telefonotrabajo2 telefonooficina "
         "telefonodelaoficina telefonolaboral telefonoempresa"),
  PHONE (HOME,
         "homephone homephone2 homephonenumber homenumber phonehome hometel landline landlinenumber fixedline "
         "residencephone telefonprivat telefonprivat2 privattelefon festnetz festnetznummer telefonfestnetz "
         "telephonedomicile telephonedomicile2 telephonefixe fixe telfixe teldomicile telephonepersonnel "
         "telefonodecasa telefonocasa telefonofijo fijo telefonoparticular telefonoparticular2 telefonodomicilio"),
  PHONE (FAX,
         "fax faxnumber businessfax homefax otherfax workfax faxgeschaftlich faxprivat weiteresfax telefax "
         "faxnummer telecopie telecopieur telecopiebureau telecopiedomicile numerodefax faxdeltrabajo faxtrabajo "
         "faxparticular"),
  PHONE (PAGER, "pager beeper pagernumber pieper radiomessagerie localizador buscapersonas"),
  WORDS (PHONE_LABEL,
         "phone1type phone1label phone2type phone2label phone3type phone3label phonetype phonelabel numbertype telefontyp"),
  WORDS (CALLING_CODE,
         "phonecountrycode callingcode dialcode diallingcode dialingcode countrycallingcode landesvorwahl indicatif "
         "indicatifpays prefijo prefijointernacional"),
  WORDS (STREET,
         "street streetaddress address address1 addressline1 mailingstreet mailingaddressline1 homestreet "
         "businessstreet otherstreet billingstreet shippingstreet defaultaddressaddress1 streetaddress1 address1street "
         "address1streetaddress strasse strasseprivat strassegeschaftlich anschrift adresse adresse1 rue ruedomicile ruebureau "
         "calle callecasa direccion direccion1 domicilio"),
  WORDS (CITY,
         "city town mailingcity homecity businesscity othercity billingcity shippingcity defaultaddresscity "
         "address1city stadt ort ortprivat ortgeschaftlich wohnort ville villedomicile villebureau ciudad localidad poblacion"),
  WORDS (REGION,
         "state province region stateprovince stateregion mailingstate mailingstateprovince homestate businessstate "
         "billingstate billingstateprovince shippingstate shippingstateprovince county defaultaddressprovincecode "
         "defaultaddressprovince address1region bundesland bundeslandkantonprivat "
         "kanton departement departementdomicile provincia estado estadoprovincia comunidad"),
  WORDS (POSTCODE,
         "zip zipcode postcode postalcode zippostalcode postalcodezip mailingzippostalcode mailingpostalcode "
         "homepostalcode businesspostalcode billingzippostalcode shippingzippostalcode defaultaddresszip "
         "address1postalcode plz postleitzahl postleitzahlprivat codepostal codepostaldomicile codigopostal cp"),
  WORDS (COUNTRY,
         "country countryname countrycode countryregion mailingcountry mailingcountrycode homecountry businesscountry "
         "homecountryregion businesscountryregion othercountry othercountryregion billingcountry billingcountrycode "
         "shippingcountry shippingcountrycode defaultaddresscountry defaultaddresscountrycode address1country "
         "cc iso isocountry land landprivat landgeschaftlich landregion landregionprivat landregiongeschaftlich "
         "staat pays paysregion paysdomicile paysregiondomicile paysregionbureau codepays "
         "pais paisregion paisregioncasa paisparticular codigopais codigodepais"),
  WORDS (BIRTHDAY,
         "birthday birthdate dateofbirth dob born geburtstag geburtsdatum datedenaissance anniversaire naissance "
         "fechadenacimiento cumpleanos nacimiento"),
  WORDS (LANGUAGE, "language lang locale preferredlanguage sprache langue idioma lengua"),
  WORDS (ZONE, "timezone tz zeitzone fuseauhoraire zonahoraria"),
  WORDS (TAGS,
         "tags tag labels label categories category groups group groupmembership segments list lists kategorien "
         "kategorie gruppe gruppen schlagworte gruppenzugehorigkeit libelles etiquettes etiquette categorie groupe groupes "
         "etiquetas etiqueta categoria categorias grupo grupos"),
  WORDS (NOTES,
         "notes note comment comments remarks memo description customernotes notizen notiz bemerkung "
         "bemerkungen kommentar anmerkung anmerkungen remarque remarques commentaire commentaires notas nota "
         "comentario comentarios observaciones"),
  WORDS (STATUS, "status leadstatus customerstatus lifecyclestage etat statut"),
  WORDS (SOURCE, "source leadsource creationsource originalsource quelle herkunft origine fuente origen procedencia"),
  WORDS (SCORE, "score leadscore hubspotscore punkte punktzahl puntuacion"),
  WORDS (SMS_CONSENT,
         "smsoptin optinsms smsconsent consentsms smsmarketing acceptssmsmarketing acceptssms smssubscribed "
         "subscribedsms subscribedtosms smsmarketingconsent smsmarketingstatus smsmarketingstate smsmarketingsubscribed "
         "smsstatus smssubscription smssubscriptionstatus smspermission smsallowed smsok textoptin optintext textoptedin "
         "smsoptedin optedinsms optedintosms textconsent textmessageoptin textmessageconsent textingconsent textmarketing "
         "acceptstexts receivesms receivetexts oktotext okaytotext textok cantext textsok smsoptinstatus "
         "consenttosms consenttotext agreestosms agreestotexts smsagreement smsnotifications smspermissionstatus "
         "smseinwilligung einwilligungsms smszustimmung zustimmungsms smserlaubt smsnewsletter smswerbung smserlaubnis "
         "consentementsms accordsms acceptesms accepterlessms abonnesms abonnementsms optinsmsmarketing "
         "consentimientosms consentimientodesms aceptasms aceptarsms suscritosms suscripcionsms permisosms"),
  WORDS (SMS_OPT_OUT,
         "donottext donotsms donotcall donotcontact dnc dnt notext nosms notexts smsoptout optoutsms smsoptedout "
         "optedoutsms optedoutofsms hasoptedoutofsms textoptout optouttext optoutoftexts textoptedout unsubscribedsms "
         "smsunsubscribed smsunsubscribe unsubscribesms unsubscribedfromsms stopsms smsstop smsblacklisted smsblocked "
         "smsblacklist blacklistsms donottextmessage donotphone optout optedout hasoptedout donotcalllist "
         "keinesms nichtanrufen nichtkontaktieren keinewerbung smswiderspruch widerspruchsms smsabgemeldet "
         "abgemeldetsms smsabmeldung smsgesperrt keinanruf bittenichtanrufen "
         "nepasappeler nepascontacter pasdesms nepasenvoyerdesms desabonnesms desinscritsms desinscriptionsms refussms "
         "nollamar nocontactar noenviarsms nosmsmarketing bajasms cancelosms desuscritosms rechazasms"),
  WORDS (IGNORED,
         "id recordid contactid customerid leadid accountid userid memberid externalid referenceid squarecustomerid "
         "phoneticfirstname phoneticmiddlename phoneticlastname phoneticname yominame givennameyomi familynameyomi "
         "phoneextension extension ext phoneverified phonevalid phonecarrier nickname maidenname photo website url "
         "webpage hasoptedoutofemail emailoptout unsubscribedfromallemail acceptsemailmarketing emailconsent "
         "emailsubscriptionstatus optinip optintime confirmip confirmtime donotemail donotmail emailverified "
         "donotfax faxoptout instantprofile blockedfromonlinebooking creationdate createdate lastmodified "
         "phonecountry phoneregion telex ttytddphone"),
};

const guint peal_n_header_words = G_N_ELEMENTS (peal_header_words);
