"""Labels of national ids, folded, with the checks that their values have to pass."""

from __future__ import annotations

import re
from typing import Final

from supportflow.privacy.folding import word_list, word_set

GENERIC: Final = word_list(
    "us.ssn us.itin gb.nhs uk_nino de.idnr de_svnr at.vnr ch.ssn fr.nir fr.nif es.dni es.nie pt.nif pt.cc "
    "br.cpf nl.bsn be.nn za.idnr it.codicefiscale"
    " pl.pesel se.personnummer dk.cpr no.fodselsnummer fi.hetu ie.pps ca.sin au.tfn nz.ird in_.aadhaar "
    "in_.pan mx.curp mx.rfc ar.cuit cl.rut co.nit"
    " pe.cui uy_ci ec.ci tr.tckimlik il.idnr ro.cnp bg.egn hr.oib si.emso cz.rc sk.rc ee.ik lt.asmens "
    "gr.amka cn.ric kr.rrn my.nric th.pin sg_nric hk_id ve.rif pk.cnic id_card"
)
"""What a number may be behind a label that names no country."""

SHAPES: Final = {
    "uk_nino": re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]"),
    "de_svnr": re.compile(r"\d{2}(?:0[1-9]|[12]\d|3[01]|[4-9]\d)(?:0[1-9]|1[0-2])\d{2}[A-Z]\d{3}"),
    "de_kvnr": re.compile(r"[A-Z]\d{9}"),
    "uy_ci": re.compile(r"\d{7,8}"),
    "ar_dni": re.compile(r"\d{7,8}"),
    "co_cc": re.compile(r"\d{6,10}"),
    "sg_nric": re.compile(r"[STFGM]\d{7}[A-Z]"),
    "hk_id": re.compile(r"[A-Z]{1,2}\d{6}[\dA]"),
    "id_card": re.compile(r"(?=(?:.*\d){4})(?=.*[A-Z])[A-Z0-9]{8,12}"),
    "pl_id": re.compile(r"[A-Z]{3}\d{6}"),
    "passport": re.compile(r"(?=(?:.*\d){4})[A-Z0-9]{7,10}"),
    "licence": re.compile(r"(?=(?:.*\d){4})[A-Z0-9]{7,18}"),
    "medical": re.compile(r"(?=(?:.*\d){5})[A-Z0-9]{8,14}"),
    "br_rg": re.compile(r"\d{7,9}[\dX]?"),
    "nik": re.compile(r"\d{16}"),
    "jp": re.compile(r"\d{12}"),
    "de_stnr": re.compile(r"\d{10,13}"),
    "niss": re.compile(r"[12]\d{10}"),
    "es_ss": re.compile(r"\d{12}"),
    "hu": re.compile(r"[1-8]\d{10}"),
}
"""Forms of numbers for which there is no module."""

UNCHECKED: Final = frozenset(SHAPES) | {"us.ssn", "us.itin", "in_.pan", "mx.rfc"}
"""Forms without a check digit: a number of them that counts up stands for tests."""

_N: Final = r"(?:[ -]?(?:number|no\.?|nr\.?|num\.?|nummer|numero|n[°º]|code|id))?"
GROUPS: Final = (
    (
        rf"ssn|social[ -]security{_N}|soc\.? ?sec\.?{_N}|itin|taxpayer id{_N}",
        "us.ssn us.itin ch.ssn fr.nir de_svnr at.vnr be.nn es_ss gr.amka",
    ),
    (rf"nino?|national[ -]insurance{_N}|nat\.? ?ins(?:urance)?\.?{_N}|ni number|ni no\.?", "uk_nino"),
    (rf"nhs{_N}|patient number", "gb.nhs medical"),
    (r"utr|unique taxpayer reference", "gb.utr"),
    (
        (
            rf"steuer-?id(?:entifikationsnummer|ent-?nr\.?|ent-?nummer|-?nr\.?|-?nummer)?|steuerliche "
            rf"identifikationsnummer"
            rf"|steuer-?identifikationsnummer|idnr|id-nr\.?|steueridentnummer|tin|tax[ -]?(?:id"
            rf"|identification){_N}|tax number|taxpayer{_N}"
        ),
        (
            "de.idnr us.itin us.ssn gb.utr nl.bsn it.codicefiscale es.nif pt.nif fr.nif au.tfn in_.pan "
            "pl.pesel za.tin ie.pps hr.oib ch.ssn mx.rfc ar.cuit br.cpf"
        ),
    ),
    (r"steuernummer|st\.?-nr\.?|steuernr\.?", "de_stnr"),
    (
        (
            r"sozialversicherungs-?(?:nummer|nr\.?)|rentenversicherungs-?(?:nummer|nr\.?)|versicherungsnummer"
            r"|sv-?(?:nummer|nr\.?)|rvnr|svnr"
        ),
        "de_svnr at.vnr ch.ssn",
    ),
    (
        (
            r"krankenversicher(?:ten|ungs)-?(?:nummer|nr\.?)|krankenkassen-?nummer|kvnr|versichertennummer"
            r"|gesundheitskarte"
        ),
        "de_kvnr medical",
    ),
    (r"ahv(?:-?n(?:umme)?r\.?)?|avs(?:[ -]n\w*)?|numero avs|oasi", "ch.ssn"),
    (
        rf"personalausweis{_N}|personalausweis-?(?:nummer|nr\.?)|ausweis-?(?:nummer|nr\.?)|perso(?:-nr\.?)?",
        "id_card passport",
    ),
    (
        (
            r"num(?:ero|\.)? (?:de )?secu(?:rite sociale)?|securite sociale|n[°ºo]\.? (?:de )?secu(?:rite "
            r"sociale)?|nir|numero insee|insee|n[o°]?\.? ?ss|ss"
        ),
        "fr.nir",
    ),
    (
        r"numero fiscal(?: de reference)?|spi|numero d'identification fiscale|numero de identificacion fiscal",
        "es.nif es.nie es.dni fr.nif pt.nif",
    ),
    (r"carte (?:nationale )?d['’]identite|cni(?: n\S{0,2})?|titre de sejour", "id_card jp passport"),
    (
        (
            rf"dni(?:/nie)?{_N}|nie{_N}|nif{_N}|d\.n\.i\.|numero de identidad|documento(?: nacional)?(?: de "
            rf"identidad)?|cedula(?: de identidad| de ciudadania)?|c\.c\.|ci"
        ),
        "es.dni es.nie es.nif pt.nif pe.cui ec.ci uy_ci ar_dni co_cc",
    ),
    (r"(?:numero|n[°º]|num\.?) (?:de )?(?:la )?seguridad social|seguridad social|nuss|naf", "es_ss"),
    (r"curp", "mx.curp"),
    (r"rfc", "mx.rfc"),
    (r"cuit|cuil", "ar.cuit"),
    (r"run|rut", "cl.rut"),
    (r"numero de (?:contribuinte|identificacao fiscal|utente)|contribuinte|nif", "pt.nif medical"),
    (r"cartao de cidadao|bilhete de identidade|cc n\S{0,2}|documento de identificacao", "pt.cc ar_dni id_card"),
    (r"niss|numero de seguranca social|seguranca social", "niss be.nn"),
    (r"cpf(?:/mf)?", "br.cpf"),
    (r"rg|registro geral|carteira de identidade", "br_rg"),
    (r"bsn(?:-?nummer)?|burgerservice-?nummer|sofi-?nummer|citizen service number", "nl.bsn"),
    (
        (
            r"rijksregister-?(?:nummer|nr\.?)?|numero (?:de )?(?:registre )?national|registre national"
            r"|insz(?:-nummer)?|rrn"
        ),
        "be.nn kr.rrn",
    ),
    (
        (
            rf"identiteits(?:kaart|bewys|document)?-?(?:nummer|nommer)|id-?nommer|id-?nummer|sa id{_N}|south "
            rf"african id{_N}|rsa id{_N}|identiteitsnommer|identity{_N}|id book"
        ),
        "za.idnr nl.bsn id_card",
    ),
    (r"(?:codice fiscale|cod\. ?fisc\.?|c\.f\.|cf)", "it.codicefiscale"),
    (r"carta d['’]identita", "id_card"),
    (r"pesel(?:u|em)?", "pl.pesel"),
    (r"dowod(?:u)? osobist\w+|nr dowodu|seria i numer dowodu", "pl_id"),
    (r"nip", "pl.nip"),
    (
        (
            r"person-?n(?:umme)?r\.?|personnummer(?:et)?|personal number|samordningsnummer|swedish personal "
            r"identity number"
        ),
        "se.personnummer",
    ),
    (r"cpr(?:-?n(?:umme)?r\.?)?", "dk.cpr"),
    (r"fodsels-?(?:nummer|nr\.?)|fnr|d-nummer", "no.fodselsnummer"),
    (r"hetu|henkilotunnus|finnish personal identity code", "fi.hetu"),
    (r"pps(?:n| number| no\.?)?", "ie.pps"),
    (rf"sin|social insurance{_N}|nas", "ca.sin"),
    (r"tfn|tax file number", "au.tfn"),
    (r"medicare(?: (?:card|number|no\.?)){0,2}", "medical"),
    (r"ird(?: number)?", "nz.ird"),
    (rf"aadhaar{_N}|aadhar{_N}|uidai", "in_.aadhaar"),
    (r"pan(?: (?:card|number|no\.?)){1,2}", "in_.pan"),
    (r"(?:tc|t\.c\.)(?: kimlik)?(?: no| numarasi)?|kimlik no", "tr.tckimlik"),
    (r"teudat zehut|israeli id(?: number)?", "il.idnr"),
    (r"cnp", "ro.cnp"),
    (r"egn", "bg.egn"),
    (r"oib", "hr.oib"),
    (r"emso|jmbg", "si.emso"),
    (r"rodne cislo|r\.c\.|birth number", "cz.rc sk.rc"),
    (r"isikukood", "ee.ik"),
    (r"asmens kodas", "lt.asmens"),
    (r"amka", "gr.amka"),
    (r"szemelyi (?:szam|azonosito)|adoazonosito|taj(?: szam)?", "hu medical"),
    (r"rrn|resident registration number", "kr.rrn"),
    (r"my number", "jp"),
    (r"nric(?: (?:number|no\.?))?|fin(?: (?:number|no\.?))", "sg_nric my.nric"),
    (r"hkid", "hk_id"),
    (r"nik", "nik"),
    (
        (
            rf"passport{_N}|passeport{_N}|reisepass(?:-?(?:nummer|nr\.?))?|pass-?(?:nummer|nr\.)|passnummer"
            rf"|(?:numero de )?pasaporte{_N}|paspoort-?(?:nummer|nr\.?)?|passaporte{_N}|paspoort-?nommer"
            rf"|passaporto{_N}|paszport(?:u)?{_N}|numer paszportu|numero de passeport|numero de passaporte"
            rf"|numero (?:di|del) passaporto"
        ),
        "passport",
    ),
    (
        (
            rf"driv(?:ing|er'?s?) licen[cs]e{_N}|dvla{_N}|fuhrerschein(?:-?(?:nummer|nr\.?))?|permis de "
            rf"conduire{_N}|(?:carnet|licencia|permiso) de conducir{_N}|rijbewijs-?(?:nummer|nr\.?)?|carta de "
            rf"conducao{_N}|cnh|rybewys(?:nommer)?|patente(?: di guida)?{_N}|prawo jazdy{_N}"
            rf"|korkort(?:snummer)?"
        ),
        "licence",
    ),
    (
        (
            rf"national[ -](?:id|identity|identification)(?: card)?{_N}|identity card{_N}|id card{_N}"
            rf"|government id{_N}|personal (?:id|identity|identification){_N}|citizen(?:ship)? (?:id|card){_N}"
            rf"|resident (?:id|card){_N}|state id{_N}|id document{_N}"
        ),
        "* passport",
    ),
    (
        r"id number|id no\.?|id-?n(?:umme)?r\.?|id#?",
        "za.idnr pl.pesel se.personnummer no.fodselsnummer fi.hetu cn.ric it.codicefiscale mx.curp be.nn ro.cnp",
    ),
)
"""Labels as patterns, and the checks: modules of python-stdnum or forms; `*` stands for any."""

WORDS: Final = word_set(
    "ssn social soc itin taxpayer nin nino nat national ni nhs patient utr unique steuer steuerid "
    "steueridentifikationsnummer steuerliche steueridentnummer idnr id tin tax steuernummer st steuernr "
    "sozialversicherungsnummer sozialversicherungsnr"
    " sozialversicherungs rentenversicherungsnummer rentenversicherungsnr rentenversicherungs "
    "versicherungsnummer sv svnummer svnr rvnr krankenversichertennummer krankenversicherungsnummer "
    "krankenversicherungsnr krankenversicherten krankenkassennummer krankenkassen kvnr "
    "versichertennummer gesundheitskarte"
    " ahv ahvnummer ahvnr avs numero oasi personalausweis personalausweisnummer personalausweisnr "
    "ausweis ausweisnummer ausweisnr perso num securite n no nir insee spi carte cni titre dni nie nif d "
    "documento cedula c ci seguridad nuss naf curp rfc cuit cuil run rut contribuinte"
    " cartao bilhete cc niss seguranca cpf rg registro carteira bsn bsnnummer burgerservice "
    "burgerservicenummer sofi sofinummer citizen citizenship rijksregister rijksregisternummer "
    "rijksregisternr registre insz rrn identiteitskaart identiteitskaartnummer identiteitsbewys "
    "identiteitsbewysnommer identiteitsdocument identiteits identiteitsnummer"
    " identiteitsnommer idnommer idnummer sa south rsa identity codice cod cf carta pesel peselu peselem "
    "dowod dowodu nr seria nip person personnr personnummer personnummeret personal samordningsnummer "
    "swedish cpr cprnr cprnummer fodsels fodselsnummer fodselsnr fnr hetu henkilotunnus finnish pps ppsn "
    "sin nas tfn medicare ird"
    " aadhaar aadhar uidai pan tc t kimlik teudat israeli cnp egn oib emso jmbg rodne r birth isikukood "
    "asmens amka szemelyi adoazonosito taj resident my nric fin hkid nik"
    " passport passeport reisepass reisepassnummer reisepassnr pass passnummer passnr pasaporte paspoort "
    "paspoortnummer passaporte paspoortnr rijbewijsnr paspoortnommer passaporto paszport paszportu numer "
    "driving driver drivers "
    "dvla fuhrerschein fuhrerscheinnummer fuhrerscheinnr permis carnet licencia permiso rijbewijs "
    "rijbewijsnummer cnh rybewys rybewysnommer"
    " patente prawo korkort korkortsnummer government state"
)
"""The first words of the labels: one of these stands where a label begins."""
