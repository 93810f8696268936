"""Labels and words of calling, folded, in ten languages; and what else digits are the number of."""

from __future__ import annotations

import re
from typing import Final

from supportflow.privacy.folding import label_set, word_list, word_set

_PREFIXES: Final = word_list(
    "fone sel kom handynr mobilnr voicemail mailbox "
    "mob kontaktnummer rufnr telnr telno phone tel telephone telefon telefoon telefone telefono mobile "
    "mobil mobiel movil telemovel celular cell "
    "cellphone handy handynummer mobilnummer mobilfunk mobiltelefon telefonnummer rufnummer ruckrufnummer "
    "durchwahl festnetz telefoonnummer gsm portable fixe fax telefax whatsapp signal sms viber selfoon "
    "telefoonnommer selfoonnommer selnommer cel cellulare recapito rappeler ligou komorka komorkowy telefonu "
    "telefonnr mobilnr tlf tfno tfn tph ph tlm msisdn hp hotline landline callback extension nebenstelle "
)
LABELS: Final = frozenset(_PREFIXES) | label_set(
    "phone number|phone no|phone nr|tel no|tel nr|telephone number|mobile number|mobile phone|mobile no"
    "|cell phone|cell number|contact number|contact no|contact phone|work phone|home phone|callback number"
    "|call back number|daytime phone|daytime number|customer phone|phone home|phone work|phone mobile"
    "|tel mobile|tel privat|tel gesch|emergency number|fax number|whatsapp number|caller id"
    "|numero de portable|caller number|number to call|best number|telefon privat|telefon mobil|mobil nr"
    "|tel mobil|numero de telephone|numero tel|no de telephone|n de telephone|n tel|num tel"
    "|telephone portable|tel portable|tel fixe|numero de telefono|numero de movil|telefono movil"
    "|telefono fijo|numero de contacto|telefono de contacto|telefoonnummer|mobiel nummer|vast nummer"
    "|tel nummer|numero de telefone|numero de telemovel|numero de celular|telefone fixo|contacto telefonico"
    "|contato telefonico|numero di telefono|numero di cellulare|numer telefonu|nr telefonu|numer kontaktowy"
    "|nr tel|numer komorkowy|selfoon nommer|telefoon nommer|kontaknommer|kontak nommer|ruckruf|ruckruf unter"
    "|anrufer|caller|called from|t|m|callback|phonenumber|mobilenumber|contact|contacto|kontakt"
)
CALLING: Final = re.compile(
    r"(?:\b(?:"
    + "|".join(_PREFIXES)
    + r"|\w{0,12}(?:telef|handy|mobil|phone)\w{0,12})\b\.?(?:[ ]?\([\w .]{1,15}\))?(?:[ ]?(?:no|nr|number"
    r"|num|numero|nummer|n[°º]|#|is|ist|est|es|e|war"
    r"|lautet|was|at|on|to|an|a|aan|na|unter|auf|al|au|op|no|para|onder|pa|via|:|=|-|\||/|\"|'|\*)){0,6}[ "
    r"]{0,3}"
    r"|\b(?:call|ring|phone|text|dial|reach|contact|rang|called|phoned|texted|dialled|dialed)[ ](?:me|him"
    r"|her|us|them|back|the \w+|[\w.' ]{2,24})[ ](?:back[ ])?(?:on|at|under|via)?[ :]{0,2}"
    r"|\b(?:call|ring|dial|reached|reachable|calling|phoned|called|rang|callback|text|texted|available)[ "
    r"](?:back[ ])?(?:(?:on|at|from|under|by phone on|by phone at)[ ])?(?:(?:his|her|their|my|the) "
    r"(?:number|mobile|cell|phone)[ ])?[:]?[ ]{0,2}"
    r"|\bcaller(?: id)?[ :]{1,3}|\b(?:my|his|her|their|the customer'?s?|contact|private) (?:direct "
    r")?(?:number|no\.?|cell|mobile)(?: is| was|:)[ ]"
    r"|\b(?:anrufen|anruf|ruckruf|zuruckrufen|ruckrufen|erreichbar|erreichen|angerufen|rufen|rufe|ruf"
    r"|telefonisch|durchgeklingelt)\b[^\d\n+]{0,35}"
    r"|\b(?:appel\w*|rappel\w*|joindre|joignable|contacter|injoignable)\b[^\d\n+]{0,30}"
    r"|\b(?:llam\w+|contactar|localizar|localizable)\b[^\d\n+]{0,30}"
    r"|\b(?:bel|bellen|gebeld|belt|terugbellen|bereikbaar|bereiken|opbellen)\b[^\d\n+]{0,30}"
    r"|\b(?:ligar|ligue|liguem|ligou|contactar|contatar|contacte|chamar|telefonar)\b[^\d\n+]{0,30}"
    r"|\b(?:skakel|gebel|bereik|bereikbaar|terugskakel)\b[^\d\n+]{0,30}"
    r"|\b(?:chiamar\w+|chiami|richiamare|contattare|zadzwonic|dzwonic|prosze dzwonic|oddzwonic|ring|ringa"
    r"|nas pa|nas|ringde)\b[^\d\n+]{0,30}"
    r"|☎|📞|📱|✆)[ ]{0,3}\(?\+?$"
)
"""What stands right before a number that is for calling."""

CALL_WORDS: Final = frozenset(_PREFIXES) | word_set(
    "call calls ring phone text dial reach contact rang called phoned texted dialled dialed reached "
    "reachable calling callback available caller number no cell mobile"
    " anrufen anruf ruckruf zuruckrufen ruckrufen erreichbar erreichen angerufen rufen rufe ruf "
    "telefonisch durchgeklingelt joindre joignable contacter injoignable contactar localizar localizable"
    " bel bellen gebeld belt terugbellen bereikbaar bereiken opbellen ligar ligue liguem ligou contatar "
    "contacte chamar telefonar skakel gebel bereik terugskakel chiami richiamare contattare zadzwonic "
    "dzwonic prosze oddzwonic ringa nas ringde kontak voicemail"
)
CALL_STEMS: Final = ("handy", "mobil", "phone", "appel", "rappel", "llam", "chiamar", "telef")
"""One of these stands in whatever CALLING finds: the cheap look before it."""

ANOTHER: Final = re.compile(
    r"(?:\b(?:order|ticket|invoice|tracking|shipment|transaction|request|trace|session|batch|event"
    r"|reference|ref|bestell\w*|auftrag\w*|rechnung\w*|vorgang\w*|sendung\w*|kunden-?n\w*|customer (?:id"
    r"|no|number)|account|konto\w*|contract|vertrag\w*|imei|iccid|serial|serien\w*|timestamp|epoch|isbn"
    r"|ean|gtin|sku|article|artikel\w*|port|pid|error|fehler\w*|code|booking|buchung\w*|case|incident"
    r"|fall\w*|commande|facture|pedido|factura|bestelling|factuur|encomenda|fatura|id|uid|nr\. der|version"
    r"|build|iban|bic|blz|vat|ust\w*|siret|siren|nif|postcode|plz|zip|thread|process|line|row|job|commit"
    r"|revision|issue)\b(?<!caller id)[ ]?(?:id|no|nr|number|nummer|num|numero|n[°º])?[.:#=\"' ]{0,4}(?:is"
    r"|was|ist|est|es)?[ ]?|#|€|\$|£|\b(?:eur|usd|zar|r)[ ]?)$"
)
"""What says that the digits behind it are another number."""

REGIONS: Final = (
    "DE",
    "AT",
    "CH",
    "GB",
    "IE",
    "US",
    "FR",
    "BE",
    "NL",
    "ES",
    "PT",
    "BR",
    "MX",
    "AR",
    "ZA",
    "IT",
    "PL",
    "SE",
    "DK",
    "NO",
    "AU",
    "NZ",
    "IN",
)
"""Countries in whose national writing a number is read where a word of calling stands before it."""
