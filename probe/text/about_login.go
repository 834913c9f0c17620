package text

import "github.com/mailprobe/mailprobe/probe/fact"

var aboutLogin = map[fact.Code]Words{
	fact.LoginDisabled: {
		"The server is reached over TLS and names no way to log in, or says that logins are not allowed here. " +
			"The port is meant for something else, or the server does not notice that the connection is encrypted, behind a proxy for instance.",
		"Der Server ist über TLS erreichbar, nennt aber keine Anmeldeart oder meldet, dass Anmeldungen hier nicht erlaubt sind. " +
			"Der Port ist für etwas anderes gedacht, oder der Server bemerkt die Verschlüsselung nicht, etwa hinter einem Proxy.",
	},
	fact.NoCommonMechanism: {
		"The server offers ways to log in, but none that mailprobe can use (such as NTLM or Kerberos), or it turned the chosen one down before it looked at the password. " +
			"Nothing is said of the password by that. Mail programs for the same kind of server can often do it.",
		"Der Server bietet Anmeldearten an, aber keine, die mailprobe verwenden kann (etwa NTLM oder Kerberos), oder er hat die gewählte abgelehnt, bevor er das Passwort ansah. " +
			"Über das Passwort sagt das nichts. Mailprogramme für dieselbe Art von Server beherrschen sie oft.",
	},
	fact.OAuth2Required: {
		"The server takes only tokens from a sign-in by browser (OAuth2): it offers nothing else, says that passwords are switched off, or the provider is known for it. " +
			"Microsoft has switched passwords off so. No password is sent to such a provider.",
		"Der Server nimmt nur Token aus einer Anmeldung im Browser an (OAuth2): Er bietet nichts anderes an, meldet abgeschaltete Passwörter, oder der Anbieter ist dafür bekannt. " +
			"Microsoft hat Passwörter so abgeschaltet. An solche Anbieter wird kein Passwort gesendet.",
	},
	fact.OAuth2TokenRejected: {
		"The server took the OAuth2 token and refused it; the evidence is its answer, often with a status and the scope that it wants. " +
			"The token has expired, is for another protocol or user, or the application was not admitted.",
		"Der Server hat das OAuth2-Token erhalten und abgelehnt; der Beleg ist seine Antwort, oft mit Status und gewünschter Berechtigung. " +
			"Das Token ist abgelaufen, gilt für ein anderes Protokoll oder einen anderen Benutzer, oder die Anwendung wurde nicht zugelassen.",
	},
	fact.WrongCredentials: {
		"The server judged user name and password, and refused them, without a more specific reason. " +
			"Mistyping is the most frequent cause, then a user name of another form, and at many providers access for mail programs that is switched off or an app password that is wanted.",
		"Der Server hat Benutzername und Passwort geprüft und ohne genaueren Grund abgelehnt. " +
			"Meist sind sie vertippt, dann folgt ein Benutzername in anderer Form. Bei vielen Anbietern ist der Zugriff für Mailprogramme abgeschaltet, oder es ist ein App-Passwort nötig.",
	},
	fact.UsernameForm: {
		"One form of the user name was refused and another one accepted with the same password: the whole address, say, and not the part before the @. " +
			"Mail programs guess one of these and are wrong here.",
		"Eine Form des Benutzernamens wurde abgelehnt und eine andere mit demselben Passwort angenommen: etwa die ganze Adresse und nicht nur der Teil vor dem @. " +
			"Mailprogramme raten eine davon und liegen hier falsch.",
	},
	fact.AppPasswordRequired: {
		"The provider does not take the account's own password from mail programs, and says so. " +
			"It wants one that is made for a single program in the account's security settings (app password, authorisation code). Mostly two-factor sign-in is on.",
		"Der Anbieter nimmt das Passwort des Kontos von Mailprogrammen nicht an und teilt das auch mit. " +
			"Er verlangt eines, das in den Sicherheitseinstellungen des Kontos für ein einzelnes Programm erstellt wird (App-Passwort, Autorisierungscode). Meist ist die Zwei-Faktor-Anmeldung eingeschaltet.",
	},
	fact.WebLoginRequired: {
		"The provider wants a person to sign in with a browser before a mail program may, and says so in its answer. " +
			"It does that when a login looks unusual: a new country, a new device, many attempts.",
		"Der Anbieter verlangt in seiner Antwort, dass sich zuerst ein Mensch im Browser anmeldet. " +
			"Das tut er, wenn ihm eine Anmeldung ungewöhnlich vorkommt: ein neues Land, ein neues Gerät, viele Versuche.",
	},
	fact.ProtocolDisabled: {
		"The account exists, but this protocol is switched off for it: the server says so, or another protocol accepted the same password. " +
			"Many providers have IMAP and POP3 off until somebody switches them on; organisations switch them off for all.",
		"Das Konto gibt es, aber dieses Protokoll ist dafür abgeschaltet: Der Server meldet es, oder ein anderes Protokoll hat dasselbe Passwort angenommen. " +
			"Bei vielen Anbietern sind IMAP und POP3 aus, bis sie jemand einschaltet; Organisationen schalten sie für alle ab.",
	},
	fact.SMTPAuthDisabled: {
		"Reading mail works with this password, and sending with the same is refused; or the server says that authenticated SMTP is off. " +
			"So the password is right. At Microsoft 365 it is switched off by default, for the organisation or for the mailbox.",
		"Das Empfangen funktioniert mit diesem Passwort, das Senden mit demselben wird abgelehnt; oder der Server meldet, dass authentifiziertes SMTP aus ist. " +
			"Das Passwort stimmt also. Bei Microsoft 365 ist es von vornherein abgeschaltet, für die Organisation oder für das Postfach.",
	},
	fact.PolicyBlocked: {
		"The server says that a rule of the organisation forbids the login, not that the password is wrong. " +
			"At Microsoft 365 these are the security defaults and conditional access: by country, device or kind of program.",
		"Der Server meldet, dass eine Richtlinie der Organisation die Anmeldung verbietet, nicht dass das Passwort falsch ist. " +
			"Bei Microsoft 365 sind das die Sicherheitsstandards und der bedingte Zugriff: nach Land, Gerät oder Art des Programms.",
	},
	fact.AccountDisabled: {
		"The server says that the account is disabled, suspended, or to be cleared up with the administrator. " +
			"Unpaid bills, a closed contract, abuse and an employee who has left are the usual causes.",
		"Der Server meldet, dass das Konto deaktiviert oder ausgesetzt ist oder dass man sich an die Administration wenden soll. " +
			"Meist sind es unbezahlte Rechnungen, ein gekündigter Vertrag, Missbrauch oder ein ausgeschiedener Mitarbeiter.",
	},
	fact.AccountLocked: {
		"The server says that the account is locked for the time being, mostly after wrong passwords. " +
			"Often a telephone or another computer keeps trying an old one. Further attempts make it last longer.",
		"Der Server meldet, dass das Konto vorerst gesperrt ist, meist nach falschen Passwörtern. " +
			"Oft versucht ein Telefon oder ein anderer Rechner weiter ein altes. Weitere Versuche verlängern die Sperre.",
	},
	fact.PasswordExpired: {
		"The password was right once, but has to be changed before the next login; the server says so. " +
			"Organisations make passwords expire, and providers do after a leak.",
		"Das Passwort war einmal richtig, muss aber vor der nächsten Anmeldung geändert werden; so meldet es der Server. " +
			"In Organisationen laufen Passwörter ab, bei Anbietern nach einem Datenleck.",
	},
	fact.RateLimited: {
		"The server counts logins and takes no more for now; it says nothing of the password. " +
			"Usually a program tries again and again with an old password, or asks for mail too often. Mailprobe does not try again.",
		"Der Server zählt Anmeldungen und nimmt vorerst keine mehr an; über das Passwort sagt er damit nichts. " +
			"Meist versucht es ein Programm immer wieder mit einem alten Passwort oder fragt zu oft nach E-Mails. Mailprobe versucht es nicht noch einmal.",
	},
	fact.TooManyConnections: {
		"As many connections are open as the server allows for one user or address (often 10 or 15), or another program holds the mailbox. " +
			"Mail programs open several each, and after a broken connection the server counts it for some minutes more.",
		"Es sind so viele Verbindungen offen, wie der Server für einen Benutzer oder eine Adresse zulässt (oft 10 oder 15), oder ein anderes Programm hält das Postfach. " +
			"Mailprogramme öffnen jeweils mehrere, und abgebrochene zählt der Server noch einige Minuten mit.",
	},
	fact.TemporaryFailure: {
		"The server says that something fails on its side for now (a 4xx reply, UNAVAILABLE, SYS/TEMP); the password was not judged. " +
			"Its user database is down, or it is being serviced.",
		"Der Server meldet eine vorübergehende Störung auf seiner Seite (eine 4xx-Antwort, UNAVAILABLE, SYS/TEMP); das Passwort wurde nicht geprüft. " +
			"Seine Benutzerdatenbank ist ausgefallen, oder er wird gewartet.",
	},
	fact.LoginTimeout: {
		"The login was sent and not answered within 30 seconds, which is longer than servers delay a refusal. " +
			"It counts as a refused login, since the server may count it so. Overload or a hanging user database is behind it.",
		"Die Anmeldung wurde gesendet und innerhalb von 30 Sekunden nicht beantwortet; so lange verzögert kein Server eine Ablehnung. " +
			"Sie zählt als abgelehnt, weil auch der Server sie so zählen kann. Dahinter stecken Überlastung oder eine hängende Benutzerdatenbank.",
	},
	fact.LoginBudgetSpent: {
		"As many logins were refused as the run may cost (two, or what --max-logins says), so the rest was not tried. " +
			"Servers lock an account or an address after a few failures, counted over all their services. What is to be mended is the first refusal.",
		"Es wurden so viele Anmeldungen abgelehnt, wie ein Lauf kosten darf (zwei oder die Zahl aus --max-logins); der Rest wurde nicht versucht. " +
			"Server sperren Konto oder Adresse nach wenigen Fehlversuchen, über alle Dienste gezählt. Zu beheben ist die erste Ablehnung.",
	},
	fact.SubmissionWithoutAuth: {
		"The server speaks SMTP over TLS and offers no login, so it cannot know a customer from a stranger. " +
			"It takes mail for its own users only, or sends for computers in its own network. The server for sending has another name or port.",
		"Der Server spricht SMTP über TLS und bietet keine Anmeldung an; er kann Kunden also nicht von Fremden unterscheiden. " +
			"Er nimmt nur E-Mails für eigene Benutzer an oder sendet nur für Rechner im eigenen Netz. Der Server zum Senden hat einen anderen Namen oder Port.",
	},
}
