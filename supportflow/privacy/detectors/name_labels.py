"""Labels behind which a person is named, folded: in ten languages."""

from __future__ import annotations

from typing import Final

from supportflow.privacy.folding import word_set


def _labels(text: str) -> frozenset[str]:
    return frozenset(" ".join(label.split()) for label in text.split(",") if label.strip())


HEADERS: Final = _labels(
    "from, to, cc, bcc, sender, von, an, de, a, para, van, aan, vir, od, do, da, fran, till, recipient, "
    "empfanger, absender"
)
"""Of a mail's header; they also label places, times and versions."""

STRONG: Final = _labels(
    """
    caller id name, signature, undersigned, unterschrift, unterzeichner, handtekening, assinatura, podpis,
    underskrift, handtekening van,
    persona, personne, persoon, pessoa, osoba, persoon betrokke, betrokkene, pessoa afetada, personne concernee,
    reported by, reporter, reporter name, raised by, submitted by, logged by, opened by, created by, requested by,
    requester,
    requester name, caller, caller name, called by, contact person, contact name, point of contact, poc, person,
    person affected,
    affected person, account holder, account holder name, cardholder, cardholder name, card holder, name on card,
    name on the card,
    first name, firstname, given name, forename, last name, lastname, surname, family name, maiden name, middle
    name, full name,
    fullname, real name, name and surname, patient, patient name, passenger, passenger name, traveller, guest name,
    customer name, name of customer,
    client name, user name of customer, member name, employee name, employee, resident, tenant name, applicant,
    applicant name, student name,
    pupil, parent, guardian, next of kin, emergency contact, spouse, husband, wife, beneficiary, payee, payer,
    driver name,
    witness, complainant, signatory, signed, signed by, attn, attention, interviewee, spoke to, spoke with, spoken to,
    on behalf of, delivered to, data subject, name of person, name of the customer, name of user, user full name,
    policyholder, policy holder, insured,
    borrower, subscriber name, ship to, bill to, approved by, sent by, written by, posted by, assigned to, handled
    by, agent name, display name, nickname, legal name,
    gemeldet von, gemeldet durch, melder, melderin, anrufer, anruferin, ansprechpartner, ansprechpartnerin,
    ansprechperson,
    kontaktperson, kundenname, name des kunden, name der kundin, kundin, vorname, nachname, familienname,
    geburtsname, kontoinhaber, kontoinhaberin,
    karteninhaber, karteninhaberin, patientin, sachbearbeiter, sachbearbeiterin, bearbeiter, bearbeiterin,
    bearbeitet von, erstellt von, gesprochen mit, telefoniert mit,
    antragsteller, antragstellerin, rechnungsempfanger, lieferadresse name, betroffene person, betroffener,
    betroffene, mitarbeiter, mitarbeiterin, vertreten durch, vor und nachname, vorname name, name vorname, z hd, z
    hdn, zu handen, einsender, auftraggeber, auftraggeberin, angemeldet von, teilnehmer, teilnehmerin, versicherter,
    versicherte, halter, mieter, mieterin,
    signale par, rapporte par, declare par, demandeur, demandeuse, appelant, appelante, interlocuteur,
    interlocutrice, personne de contact, personne a contacter,
    prenom, nom de famille, nom et prenom, nom prenom, prenom et nom, nom du client, nom de la cliente, cliente,
    titulaire, titulaire du compte, titulaire de la carte, cree par, envoye par, redige par, beneficiaire, a l
    attention de, patient e, assure, nom de naissance, nom de jeune fille, demande par, contacte par,
    reportado por, informado por, notificado por, solicitante, solicitado por, persona de contacto, contacto del
    cliente, nombre del cliente, nombre completo, nombre y apellidos,
    nombre y apellido, apellido, apellidos, titular, titular de la cuenta, titular de la tarjeta, remitente,
    destinatario, paciente, creado por, enviado por, atendido por, llamante, a la atencion de, clienta, denunciante,
    asegurado,
    gemeld door, gerapporteerd door, melder, contactpersoon, beller, voornaam, achternaam, naam van de klant,
    klantnaam, naam klant, rekeninghouder, kaarthouder, aanvrager, aangemaakt door, ingediend door, volledige naam,
    voor en achternaam, gesproken met, t a v, ter attentie van, patient, verzekerde, huurder, naam melder, naam
    beller,
    comunicado por, relatado por, reportada por, pessoa de contacto, pessoa de contato, nome do cliente, nome da
    cliente, nome completo, apelido, sobrenome, titular da conta, titular do cartao, requerente, criado por, enviado
    por, a atencao de, contacto do cliente, aberto por, utente, nome proprio, nome e apelido, nome e sobrenome,
    gerapporteer deur, aangemeld deur, kontakpersoon, beller, van, volle naam, naam en van, klient se naam,
    klientnaam, rekeninghouer, kaarthouer, aansoeker, geskep deur, ingedien deur, versekerde,
    segnalato da, persona di contatto, referente, cognome, nome e cognome, nome cliente, nome del cliente,
    intestatario, titolare, richiedente, creato da, inviato da, paziente, alla c a, alla cortese attenzione di,
    zgloszone przez, zglaszajacy, zglosil, zglosila, osoba kontaktowa, imie, nazwisko, imie i nazwisko, nazwa
    klienta, wlasciciel konta, posiadacz karty, wnioskodawca, utworzone przez, pacjent, dzwoniacy,
    rapporterat av, anmald av, kontaktperson, fornamn, efternamn, namn pa kund, kundnamn, kundens namn,
    kontoinnehavare, kortinnehavare, uppringare, skapad av, inskickat av, patient, fullstandigt namn, for och
    efternamn
    """
)
"""They label a person and nothing else."""

WEAK: Final = HEADERS | _labels(
    """
    name, names, customer, client, user, users, affected user, affected users, affected customer, affected
    customers, end user, contact, contacts, owner, author, authors, guest, member, subscriber contact, account
    owner,
    account manager, manager, staff, staff member, agent, assignee, operator contact, participant, participants,
    attendees, attendee, present, holder, buyer, seller, tenant, instructor, teacher, student, captain, skipper,
    berth holder, boat owner, driver, recipient name, to whom, who, technician, username, user name, login, booked
    by, booked for, subject name, host, organiser, organizer, admin, lead, parents, visitor, mr, mrs, ms, customer
    contact, subscriber, title name, escalated by, escalated to, forwarded by, followed up with, confirmed by,
    confirmed with, verified with, tested by, reviewed by,
    kunde, kunden, kontakt, nutzer, nutzerin, benutzer, benutzerin, benutzername, anwender, anwenderin, inhaber,
    inhaberin, mitglied, gast, verfasser, autor, eigentumer, besitzer, leiter, leiterin, schuler, schulerin,
    skipper, fahrer, fahrerin, lehrer, trainer, kursleiter, betroffener nutzer, betroffene nutzerin, betroffener
    kunde, betroffene kundin, ruckruf an, herr, frau, kapitan, eigner, eignerin, betreff person, bestatigt von,
    gepruft von, gebucht von, gebucht fur,
    client concerne, nom, contact client, utilisateur, utilisatrice, auteur, proprietaire, membre, abonne, abonnee,
    participant, conducteur, madame, monsieur, mme, responsable, confirme par,
    nombre, nombres, cliente, contacto, usuario, usuaria, autor, autora, propietario, miembro, socio, socia,
    huesped, responsable, conductor, senor, senora, sr, sra, confirmado por,
    naam, klant, gebruiker, auteur, eigenaar, lid, gast, deelnemer, bestuurder, dhr, mevr, mevrouw, meneer,
    bevestigd door, getroffen gebruiker, abonnee,
    nome, contato, utilizador, utilizadora, proprietario, membro, hospede, responsavel, motorista, senhor, senhora,
    assinante, confirmado por,
    klient, kliente, gebruiker, eienaar, outeur, lid, mnr, mev, bevestig deur,
    cliente, contatto, utente, autore, proprietario, socio, ospite, responsabile, signor, signora, confermato da,
    klient, klientka, kontakt, uzytkownik, uzytkowniczka, wlasciciel, autor, gosc, pan, pani,
    namn, kund, anvandare, agare, forfattare, medlem, gast
    """
)
"""They label persons among other things."""

VERBS: Final = (
    r"(?:reported|raised|submitted|logged|requested|escalated|flagged|confirmed|forwarded|complained about"
    r"|phoned in|called in) by"
    r"|spoke (?:to|with)|spoken (?:to|with)|talked to|on the phone with|chatted with|call(?:ed)? (?:from"
    r"|with)|on behalf of|contact person(?: for [\w ]{2,24} is| is)?|my name is|this is"
    r"|i\. ?[av]\.|att\.|attn\.?:?|c/o|z\. ?hd\.(?: von)?|zu handen(?: von)?|a l'attention de|t\.? ?a\.? ?v\.?|a la "
    r"atencion de|ter attentie van"
    r"|gemeldet von|gemeldet durch|gesprochen mit|telefoniert mit|telefonat mit|anruf von"
    r"|ansprechpartner(?:in)?(?: ist)?|mein name ist|ich heiße|bestätigt von"
    r"|signalé par|rapporté par|parlé (?:à|avec)|appel de|je m[’']appelle|mon nom est|au nom de|confirmé par"
    r"|reportado por|informado por|hablado con|hablé con|llamada de|me llamo|mi nombre es|en nombre de|confirmado por"
    r"|gemeld door|gesproken met|gebeld met|telefoontje van|mijn naam is|ik heet|namens|bevestigd door"
    r"|comunicado por|reportada por|relatado por|falei com|falado com|chamada de|chamo-me|meu nome é|o "
    r"meu nome é|em nome de"
    r"|aangemeld deur|gerapporteer deur|gepraat met|my naam is|namens"
    r"|segnalato da|parlato con|mi chiamo|il mio nome è|per conto di"
    r"|zgłoszone przez|rozmowa z|nazywam się|w imieniu"
    r"|rapporterat av|pratade med|talat med|jag heter|mitt namn är|på uppdrag av"
)
"""Wordings in a sentence behind which a person is named, as patterns."""
VERB_WORDS: Final = word_set(
    "i att attn c z zu a t ter reported raised submitted logged requested escalated flagged confirmed forwarded "
    "complained phoned called spoke spoken talked on chatted call contact my this"
    " gemeldet gesprochen telefoniert telefonat anruf ansprechpartner ansprechpartnerin mein ich "
    "bestatigt signale rapporte parle appel je mon au confirme"
    " reportado informado hablado hable llamada me mi en confirmado gemeld gesproken gebeld telefoontje "
    "mijn ik namens bevestigd comunicado reportada relatado falei falado chamada chamo meu o em"
    " aangemeld gerapporteer gepraat my segnalato parlato il per zgloszone rozmowa nazywam w rapporterat "
    "pratade talat jag mitt pa"
)
"""Their first words."""
