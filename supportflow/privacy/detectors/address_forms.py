"""How streets, boxes, postcodes and towns are written."""

from __future__ import annotations

import re
from typing import Final

from supportflow.privacy.folding import label_set, word_list, word_set
from supportflow.privacy.persons import UPPER

_CAP: Final = rf"[{UPPER}][\w'’-]*\.?"
_DE_WORD: Final = (
    r"(?:stra(?:ß|ss)e|str\.|str(?=\s)|weg|platz|allee|gasse|ring|damm|ufer|steig|chaussee|promenade|stieg"
    r"|berg|graben|markt|wall?|hof|tor|park|feld|kamp|pfad|twiete|redder|straat|laan|plein|gracht|kade|dijk"
    r"|singel|dreef|steeg|hof|baan|rylaan|gatan|vägen|gränd|torget|stigen|backen|allén|gata|väg|vej|gade|veien"
    r"|gata)"
)
_NO: Final = r"(?:[Nn](?:\.?[°ºo]|r|úm|um)?\.?[ ]?)?\d{1,5}(?:[ ]?[a-zA-Z](?![\w]))?(?:[ ]?[-/][ ]?\d{1,4}[a-zA-Z]?)?"
_EN_TYPE: Final = (
    r"(?:Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Lane|Ln\.?|Drive|Dr\.?|Boulevard|Blvd\.?|Court|Ct\.?|Way|Place"
    r"|Pl\.?|Square|Sq\.?|Terrace|Close|Crescent|Cres\.?|Mews|Row|Parade|Highway|Hwy\.?|Parkway|Pkwy\.?|Circle"
    r"|Cir\.?|Trail|Grove|Gardens|Quay|Walk|Hill|Green|Rise|Esplanade|Wharf|Alley|Plaza|Loop|Path|Street East"
    r"|Street West)"
)
STREET: Final = re.compile(
    rf"(?<![\w#/.-])(?:"
    # 12 Old Mill Road; Flat 3, 27b King's Parade
    rf"(?:(?:Flat|Apt\.?|Apartment|Unit|Suite)[ ]?\w{{1,5}},?[ ])?\d{{1,5}}[a-zA-Z]?(?:[-/]\d{{1,5}})?,?[ "
    rf"](?:(?:[NSEW]|North|South|East|West|Old|New|St\.?|The|of|de|la|van|der)[ ])?(?:(?:{_CAP}"
    rf"|\d{{1,3}}(?:st|nd|rd|th))[ ]){{1,4}}{_EN_TYPE}(?![\w])"
    # Lindenstraße 5a; Lange Straße 12; Am Markt 3; Kerkstraat 12; Storgatan 4
    rf"|(?:{_CAP}[ ]){{0,2}}[{UPPER}][\w-]*(?<=\w\w){_DE_WORD}[ ]{{1,2}}{_NO}(?!\d|[.,]\d|[ ]?(?:%|px|ms|GB|MB))"
    rf"|(?:(?:{_CAP}[ -]){{1,3}}(?:Straße|Strasse|Str\.|Weg|Platz|Allee|Gasse|Ring|Damm|Ufer|Straat|Laan"
    rf"|Plein|Gracht|Kade|Dijk|Singel|Weg|Gatan|Väg|Gata)|(?:Am|An der|An den|Im|In der|In den|Auf der|Auf "
    rf"dem|Zum|Zur|Unter den|Hinter der|Vor dem|Beim)[ ]{_CAP}(?:[ ]{_CAP})?|Aan de|Op de)[ ]{_NO}(?!\d"
    rf"|[.,:]\d|[ ]?(?:%|px|ms|GB|MB|Uhr))(?=[ ]*(?:$|[\n,;.()|<]|in\b|\d{{4,5}}))"
    # 12 rue de la Paix; 8 bis, avenue Foch
    rf"|\d{{1,4}}(?:[ ]?(?:bis|ter|quater|[A-D]))?,?[ ](?:[Rr]ue|[Aa]venue|[Aa]v\.|[Bb]oulevard|[Bb]d\.?"
    rf"|[Pp]lace|[Cc]hemin|[Ii]mpasse|[Aa]llée|[Qq]uai|[Rr]oute|[Cc]ours|[Ss]quare|[Pp]assage|[Ss]entier"
    rf"|[Ff]aubourg)[ ](?:(?:de|du|des|la|le|les|l['’]|d['’]|de l['’])[ ]?){{0,3}}{_CAP}(?:[ -]{_CAP}|[ "
    rf"](?:de|du|des|la|le|et)){{0,4}}"
    # Calle Mayor 12, 3.º B; C/ Alcalá, 45; Rua das Flores, n.º 12; Via Roma 7; ul. Długa 12/4
    rf"|(?:[Cc]alle|[Cc]/[ ]?|C\.[ ]|Avenida|Avda?\.?|Plaza|Pza\.?|Paseo|P[ºo]\.?|Carrera|Cra\.?|Camino|Ronda"
    rf"|Travesía|Rua|R\.[ ]|Av\.|Travessa|Tv\.|Praça|Largo|Alameda|Estrada|Rodovia|Via|Viale|Piazza|Corso"
    rf"|Vicolo|Lungomare|Strada|[Uu]l\.|[Uu]lica|[Aa]l\.|[Aa]leja|[Pp]l\.|[Oo]s\.)[ ]?(?:(?:de|del|da|das"
    rf"|do|dos|di|della|dei|delle|la|las|los|el|e|św\.)[ ]){{0,3}}{_CAP}(?:[ ](?:(?:de|del|da|das|do|dos|di"
    rf"|della|e|y|la)[ ])?{_CAP}){{0,4}},?[ ]{_NO}(?!\d|[.,:]\d|[ ]?(?:%|px|ms|GB|MB))"
    rf")"
)
PLAIN: Final = re.compile(
    rf"(?<![\w#/.-])[{UPPER}][\w'’-]{{2,}}(?:[ ](?:de|van|der|den|het|la|le|du|des|el|del|da|do|di|St\."
    rf"|[{UPPER}][\w'’.-]+)){{0,3}}[ ]{_NO},?[ \n]{{1,2}}(?=(?:[A-Z]{{1,2}}-)?\d{{4,5}}[ ]{{1,2}}[{UPPER}])"
)
PLAIN_HINT: Final = re.compile(rf"\d[A-Za-z]?,?[ \n]{{1,2}}(?:[A-Z]{{1,2}}-)?\d{{4,5}}[ ]{{1,2}}[{UPPER}]")
WEAK: Final = re.compile(
    r"(?:Via|Place|place|Route|route|Cours|cours|Passage|passage|Strada|Largo|Al\.|al\.|Pl\.|pl\.|R\.|C\."
    r"|Plaza|Camino|Ronda|Carrera|Os\.|os\.|Am|Im|In|An|Auf|Zu[mr]|Unter|Beim|Vor|Hinter|Aan|Op)\b"
    r"|.*\b(?:Place|Court|Way|Square|Close|Row|Circle|Walk|Hill|Green|Path|Loop|Plaza|Alley|Rise|Trail"
    r"|Gardens)$|.*[ ](?:Platz|Ring|Weg|Park|Tor|Hof)[ ]\d|[\w-]*(?:platz|park|tor|hof|ring|feld|berg"
    r"|markt|baan|weg|dreef|steg|wal|backen|graben) "
)
"""Words that stand with a number for other things too: without a town or a word of living they are no address."""
STREET_ENDINGS: Final = word_list(
    "strase strasse str weg platz allee gasse ring damm ufer steig chaussee promenade stieg berg graben "
    "markt wall hof tor park feld kamp pfad twiete redder straat laan"
    " plein gracht kade dijk wal singel dreef steeg baan rylaan gatan vagen grand torget stigen backen "
    "allen gata vag vej gade veien strase"
)
STREET_WORDS: Final = word_set(
    "street st road rd avenue ave lane ln drive dr boulevard blvd court ct way place pl square sq terrace "
    "close crescent cres mews row parade highway hwy parkway pkwy circle cir trail grove gardens quay walk "
    "hill green rise esplanade wharf alley plaza loop path rue av bd chemin impasse quai route cours passage "
    "sentier faubourg calle c avda avenida pza paseo p po carrera cra camino ronda travesia rua r travessa tv "
    "praca largo alameda estrada rodovia via viale piazza corso vicolo lungomare strada ul ulica al aleja os "
    "str strase "
)
PREPOSITIONS: Final = word_set("am an im in auf zum zur unter hinter vor beim aan op")
PREPOSED: Final = re.compile(
    rf"(?:Am|An|Im|In|Auf|Zu[mr]|Unter|Hinter|Vor|Beim|Aan|Op)[ ](?:(?:der|den|dem|de)[ ])?{_CAP}(?:[ ]{_CAP})?[ ]\d"
)
"""Streets that have only a preposition: `Am Alten Markt 3`."""
BOX: Final = re.compile(
    r"(?<!\w)(?:(?:P\.?[ ]?O\.?[ ]?Box|PO-Box|Private Bag|Postfach|Boîte postale|B\.?P\.?(?=[ ]\d{2,5}[, "
    r"\n]+\d{5})|Apartado(?: de correos| postal)?|Postbus|Antwoordnummer|Caixa postal|Posbus|Privaatsak"
    r"|Casella postale|C\.P\.|[Ss]krytka pocztowa|[Ss]kr\. poczt\.|Postbox|Box(?=[ ]\d{1,5},?[ "
    r"\n]{1,2}\d{3}[ ]\d{2}[ ]))[ ]{0,2}(?:[Nn][°ºro.]{0,2}[ "
    r"]?)?[A-Z]?\d[\d ]{0,8}\d?)",
    re.IGNORECASE,
)
BOX_WORDS: Final = word_set(
    "box postfach boite apartado postbus antwoordnummer caixa posbus privaatsak casella skrytka skr bag postbox bp"
)
_TOWN: Final = (
    rf"[{UPPER}][\w'’.-]+(?:[ -](?:(?:am|an|der|im|de|la|le|sur|sous|les|el|del|do|da|dos|aan|den|bei|ob|upon"
    rf"|on|of|di|in|nad)[ ])?[{UPPER}][\w'’.-]+){{0,3}}(?:[ ]\([{UPPER}]\w+\))?"
)
_US_STATE: Final = (
    r"(?:A[LKZR]|C[AOT]|D[EC]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT"
    r"|V[TA]|W[AVIY])"
)
POSTCODE_TOWN: Final = re.compile(
    rf"(?<![\w.#/-])(?:(?:[ADFIBL]|CH|DE|AT|NL|FR|PL|SE|ES|IT|PT|DK|BE)-)?(?:"
    rf"\d{{4}}[ ]?[A-Z]{{2}}[ ,]{{1,2}}{_TOWN}"  # Netherlands
    rf"|\d{{2}}-\d{{3}}[ ]{{1,2}}{_TOWN}|\d{{4}}-\d{{3}}[ ]{{1,2}}{_TOWN}|\d{{3}}[ ]\d{{2}}[ "
    rf"]{{1,2}}{_TOWN}"  # Poland, Portugal, Sweden
    rf"|\d{{4,5}}[ ]{{1,2}}{_TOWN}(?:[ ]?\([A-Z]{{2}}\))?"  # Germany, France, Spain, Italy, Austria, Switzerland
    rf"|{_TOWN},?[ ]{_US_STATE},?[ ]\d{{5}}(?:-\d{{4}})?"  # United States
    rf"|(?:{_TOWN},?[ \n]{{1,2}})?(?:[A-PR-UWYZ]{{1,2}}\d[A-Z\d]?[ ]?\d[ABD-HJLNP-UW-Z]{{2}})(?!\w)"  # United Kingdom
    rf"|{_TOWN},?[ \n]{{1,2}}(?:[A-Z]{{2,3}},?[ ])?\d{{4}}(?!\w|[.,:-]\d)"  # South Africa, Australia
    rf"|(?:{_TOWN},?[ ](?:[A-Z]{{2}}[ ])?)?[A-CEGHJ-NPR-TVXY]\d[A-Z][ ]?\d[A-Z]\d(?!\w)"  # Canada
    rf"|\d{{5}}-\d{{3}}(?:[ ,-]{{1,3}}{_TOWN})?|{_TOWN}[ ]?[-/–][ ]?[A-Z]{{2}}(?:,?[ ]\d{{5}}-?\d{{3}})?"  # Brazil
    rf"|{_TOWN},?[ ](?:[A-Z]{{2}}[ ])?\d{{5,6}}(?!\w)|〒?\d{{3}}-\d{{4}}(?!\w)"  # others
    rf")"
)
LIVING: Final = re.compile(
    r"\b(?:lives?|living|resid\w+|home address|deliver\w*(?: it| them)? to|ship(?:ped)? to|sent? (?:it "
    r"|them )?to|wohn\w+|anschrift|adresse|liefer\w*|zustell\w*|geschickt an|senden an|habit\w*"
    r"|domicili\w*|demeur\w*|livr\w*|adress\w*|vive\w*|viv\w+ en|reside\w*|direccion|woon\w*|wonend"
    r"|bezorg\w*|adres|mor[ao]\w*|morada|endereco|resid\w*|woonagtig|abita|residente|indirizzo|mieszka\w*"
    r"|zamieszkal\w*|bor pa|bosatt|address)\b[^\n]{0,50}$"
)
LABELS: Final = label_set(
    "address|addr|postal address|home address|street address|mailing address|delivery address"
    "|shipping address|billing address|invoice address|customer address|residential address|street|ship to"
    "|deliver to|bill to|residence|lives at|location|physical address|guest address|member address"
    "|address line 1|address 1|address line|street name|adresse|anschrift|postanschrift|lieferadresse"
    "|lieferanschrift|rechnungsadresse|rechnungsanschrift|wohnadresse|wohnanschrift|wohnort|strasse|str"
    "|strase|postadresse|privatadresse|kundenadresse|meldeadresse|heimatadresse|wohnhaft|adresse des kunden"
    "|adresse postale|adresse de livraison|adresse de facturation|adresse du client|domicile|rue"
    "|adresse client|adresse personnelle|direccion|direccion postal|direccion de envio|direccion de entrega"
    "|direccion de facturacion|domicilio|calle|direccion del cliente|adres|postadres|bezorgadres|factuuradres"
    "|afleveradres|woonadres|straat|huisadres|adres klant|leweringsadres|morada|endereco|endereco de entrega"
    "|morada de faturacao|morada de entrega|residencia|rua|endereco residencial|morada do cliente|posadres"
    "|woonadres|fisiese adres|straatadres|afleweringsadres|indirizzo|indirizzo di spedizione"
    "|indirizzo di fatturazione|via|residenza|adres zamieszkania|adres dostawy|ulica|adres korespondencyjny"
    "|adress|postadress|hemadress|leveransadress|fakturaadress|gatuadress|bostadsadress"
)
