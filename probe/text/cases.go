package text

import "github.com/mailprobe/mailprobe/probe/fact"

// form is one of several messages of a code. Without a remedy of its own it has
// the usual one.
type form struct {
	code            fact.Code
	name            string
	message, remedy Words
}

// forms are the messages of codes that are not the usual one, by the case that
// package diagnose names.
var forms = []form{
	{fact.HostUnreachable, "everywhere", Words{
		"there is no way from here to any of the servers.",
		"Von hier aus ist keiner der Server erreichbar.",
	}, Words{}},
	{fact.DNSServFail, "isolated", Words{
		"the DNS server of this network knows no public names.",
		"Der DNS-Server dieses Netzes kennt keine öffentlichen Namen.",
	}, Words{
		"Check this computer's network connection and VPN, or name a DNS server that can be reached: --resolver 9.9.9.9.",
		"Prüfen Sie die Netzwerkverbindung und das VPN dieses Rechners, oder nennen Sie einen erreichbaren DNS-Server: --resolver 9.9.9.9.",
	}},
	{fact.SourcesDisagree, "some answer", Words{
		"the sources name different servers. These answer: {answering}. These do not: {silent}.",
		"Die Quellen nennen verschiedene Server. Diese antworten: {answering}. Diese nicht: {silent}.",
	}, Words{}},
	{fact.SourcesDisagree, "all answer", Words{
		"the sources name different servers, and all of them answer: {answering}.",
		"Die Quellen nennen verschiedene Server, die alle antworten: {answering}.",
	}, Words{}},
	{fact.SourcesDisagree, "none answers", Words{
		"the sources name different servers, and none of them answers: {silent}.",
		"Die Quellen nennen verschiedene Server, von denen keiner antwortet: {silent}.",
	}, Words{
		"Ask the provider for the settings; the domain's owner should publish the same ones everywhere.",
		"Fragen Sie den Anbieter nach den Einstellungen. Der Inhaber der Domain sollte überall dieselben veröffentlichen.",
	}},
	{fact.UntrustedTarget, string(fact.DistrustDNS), Words{
		"{host} was not given the password: nothing but unsigned DNS leads there, which can be forged on the way.",
		"{host} hat das Passwort nicht erhalten: Nur unsigniertes DNS führt dorthin, und das lässt sich unterwegs fälschen.",
	}, Words{}},
	{fact.UntrustedTarget, string(fact.DistrustHTTP), Words{
		"{host} was not given the password: nothing but an unencrypted file (http) leads there, which can be changed on the way.",
		"{host} hat das Passwort nicht erhalten: Nur eine unverschlüsselt übertragene Datei (http) führt dorthin, und die lässt sich unterwegs ändern.",
	}, Words{}},
	{fact.UntrustedTarget, string(fact.DistrustRedirect), Words{
		"{host} was not given the password: nothing but a redirect to somebody else's web server leads there.",
		"{host} hat das Passwort nicht erhalten: Nur eine Weiterleitung zu einem fremden Webserver führt dorthin.",
	}, Words{}},
	{fact.UntrustedTarget, string(fact.DistrustGuess), Words{
		"{host} was not given the password: nobody names this server; its name is guessed.",
		"{host} hat das Passwort nicht erhalten: Niemand nennt diesen Server, der Name ist geraten.",
	}, Words{}},
	{fact.UntrustedTarget, string(fact.DistrustOtherProvider), Words{
		"{host} was not given the password: it belongs to {provider}, and nothing trustworthy says that this address is there.",
		"{host} hat das Passwort nicht erhalten: Er gehört zu {provider}, und keine vertrauenswürdige Quelle nennt diesen Anbieter für die Adresse.",
	}, Words{}},
	{fact.UntrustedTarget, string(fact.DistrustElsewhere), Words{
		"{host} was not given the password: by its MX the domain's mail is at {provider}, where this server is not known.",
		"{host} hat das Passwort nicht erhalten: Laut MX-Eintrag liegt die E-Mail der Domain bei {provider}, und dort ist dieser Server nicht bekannt.",
	}, Words{}},
	{fact.CertificateNameMismatch, "same-server", Words{
		"the certificate of {host} is for other names ({names}); {name} leads to the same server.",
		"Das Zertifikat von {host} ist auf andere Namen ausgestellt ({names}); {name} führt zum selben Server.",
	}, Words{
		"Enter {name} as server name, if it belongs to the provider; else the provider must install a certificate for {host}.",
		"Tragen Sie {name} als Servernamen ein, wenn der Name zum Anbieter gehört. Sonst muss der Anbieter ein Zertifikat für {host} einspielen.",
	}},
	{fact.TLSTooOld, "version", Words{
		"{host}:{port} offers only {version}, which is no longer secure.",
		"{host}:{port} bietet nur {version} an, das nicht mehr sicher ist.",
	}, Words{}},
	{fact.TLSHandshakeFailed, "old-cipher", Words{
		"{host}:{port} offers {version} only with encryption that has been given up ({cipher}).",
		"{host}:{port} bietet {version} nur mit einer Verschlüsselung an, die nicht mehr verwendet werden soll ({cipher}).",
	}, Words{
		"The provider must switch on ciphers with ECDHE; current mail programs will not connect.",
		"Der Anbieter muss Verfahren mit ECDHE einschalten; aktuelle Mailprogramme verbinden sich sonst nicht.",
	}},
	{fact.TLSHandshakeFailed, "small-hello", Words{
		"{host}:{port} breaks off the usual start of TLS, and takes one that fits a single packet.",
		"{host}:{port} bricht den üblichen Beginn von TLS ab und nimmt nur einen an, der in ein einziges Paket passt.",
	}, Words{
		"A firewall or the server itself cannot cope with the longer hello of current programs (post-quantum key exchange); whoever runs it must update it.",
		"Eine Firewall oder der Server selbst kommt mit der längeren Begrüßung aktueller Programme (Post-Quanten-Schlüsselaustausch) nicht zurecht; der Betreiber muss das Gerät aktualisieren.",
	}},
	{fact.TLSHandshakeFailed, "unknown-name", Words{
		"{host}:{port} says that it is not in charge of the name {host}.",
		"{host}:{port} meldet, für den Namen {host} nicht zuständig zu sein.",
	}, Words{
		"Check the server name; if it is right, the provider must set the server up for it.",
		"Prüfen Sie den Servernamen. Stimmt er, muss der Anbieter den Server dafür einrichten.",
	}},
	{fact.IPBlocklisted, "customers", Words{
		"{host}:{port} turns this computer away because its address is on a block list.",
		"{host}:{port} weist diesen Rechner ab, weil seine Adresse auf einer Sperrliste steht.",
	}, Words{
		"Try from another network, or have the address taken off the list; the server's answer names it or whom to ask.",
		"Versuchen Sie es aus einem anderen Netz, oder lassen Sie die Adresse von der Liste nehmen; die Antwort des Servers nennt die Liste oder die zuständige Stelle.",
	}},
	{fact.STARTTLSStripped, "promised", Words{
		"{host}:{port} does not offer STARTTLS, though it is published that it does; something on the way may hide it.",
		"{host}:{port} bietet kein STARTTLS an, obwohl es so veröffentlicht ist; womöglich unterdrückt es etwas auf dem Weg.",
	}, Words{}},
	{fact.STARTTLSMissing, "sent", Words{
		"{host}:{port} does not offer STARTTLS, and the login crossed the network in the clear, as --allow-cleartext asks.",
		"{host}:{port} bietet kein STARTTLS an; wegen --allow-cleartext ging die Anmeldung unverschlüsselt durchs Netz.",
	}, Words{}},
	{fact.CleartextOnly, "sent", Words{
		"{host} offers no TLS for {protocol} on any port, and the login crossed the network in the clear, as --allow-cleartext asks.",
		"{host} bietet für {protocol} auf keinem Port TLS an; wegen --allow-cleartext ging die Anmeldung unverschlüsselt durchs Netz.",
	}, Words{}},
	{fact.CleartextOnly, "offered", Words{
		"{host}:{port} offers STARTTLS for {protocol}, but these settings do without, so that everything can be read on the way.",
		"{host}:{port} bietet für {protocol} STARTTLS an, diese Einstellungen verzichten aber darauf; unterwegs lässt sich alles mitlesen.",
	}, Words{
		"Use STARTTLS on this port, or a port with TLS from the start; where that fails, the report says why.",
		"Verwenden Sie STARTTLS auf diesem Port oder einen Port mit TLS von Beginn an. Wo das nicht gelingt, nennt der Bericht den Grund.",
	}},
	{fact.LoginDisabled, "wants-tls", Words{
		"{host}:{port} takes no login because it takes the connection for unencrypted.",
		"{host}:{port} nimmt keine Anmeldung an, weil es die Verbindung für unverschlüsselt hält.",
	}, Words{
		"Use the port with TLS from the start; if it is that already, whoever runs the server must correct its TLS settings.",
		"Verwenden Sie den Port mit TLS von Beginn an. Ist es dieser schon, muss der Betreiber die TLS-Einstellungen des Servers berichtigen.",
	}},
	{fact.WrongCredentials, "two-names", Words{
		"{host} refuses this password, with the user name {username} and with {other} alike.",
		"{host} lehnt dieses Passwort ab, mit dem Benutzernamen {username} ebenso wie mit {other}.",
	}, Words{}},
	{fact.WrongCredentials, "unsendable", Words{
		"the user name or password holds a line end or a NUL character, which no mail server can be given.",
		"Der Benutzername oder das Passwort enthält ein Zeilenende oder ein NUL-Zeichen, das sich an keinen Mailserver übermitteln lässt.",
	}, Words{
		"Enter it again, as one line; nothing was sent.",
		"Geben Sie es noch einmal in einer einzigen Zeile ein; es wurde nichts gesendet.",
	}},
	{fact.WrongCredentials, "unclear", Words{
		"{host} refuses the login as {username}; its answer is the same for a wrong password and for access that is switched off.",
		"{host} lehnt die Anmeldung als {username} ab; die Antwort ist dieselbe bei falschem Passwort und bei abgeschaltetem Zugriff.",
	}, Words{
		"Check the password by logging in on the provider's website; there, see also whether mail programs are allowed.",
		"Prüfen Sie das Passwort, indem Sie sich auf der Website des Anbieters anmelden. Sehen Sie dort auch nach, ob Mailprogramme zugelassen sind.",
	}},
	{fact.ProtocolDisabled, "proved", Words{
		"{host} refuses the login over {protocol}, though {other} accepts the same password.",
		"{host} lehnt die Anmeldung über {protocol} ab, obwohl {other} dasselbe Passwort annimmt.",
	}, Words{
		"{protocol} is switched off for this mailbox; switch it on in the settings on the provider's website, or use {other}.",
		"{protocol} ist für dieses Postfach abgeschaltet. Schalten Sie es in den Einstellungen auf der Website des Anbieters ein, oder verwenden Sie {other}.",
	}},
	{fact.SMTPAuthDisabled, "by-server", Words{
		"{host} says that sending by SMTP is switched off.",
		"{host} meldet, dass das Senden über SMTP abgeschaltet ist.",
	}, Words{
		"The administrator of the mailbox must switch on authenticated SMTP, for the organisation or for this mailbox.",
		"Die Administration muss das authentifizierte SMTP einschalten, für die Organisation oder für dieses Postfach.",
	}},
	{fact.RateLimited, "delay", Words{
		"{host} wants some time to pass between two logins.",
		"{host} verlangt eine Pause zwischen zwei Anmeldungen.",
	}, Words{
		"Wait some minutes, and let mail programs check for mail less often.",
		"Warten Sie einige Minuten und lassen Sie Mailprogramme seltener nach E-Mails sehen.",
	}},
	{fact.TooManyConnections, "in-use", Words{
		"another program has the mailbox open at {host}.",
		"Ein anderes Programm hat das Postfach bei {host} geöffnet.",
	}, Words{
		"Close mail programs on other devices and wait some minutes; POP3 lets one in at a time.",
		"Schließen Sie Mailprogramme auf anderen Geräten und warten Sie einige Minuten; POP3 lässt nur eines auf einmal zu.",
	}},
	{fact.TooManyConnections, "address", Words{
		"{host} already has as many connections from this network as it allows.",
		"Bei {host} bestehen bereits so viele Verbindungen aus diesem Netz, wie erlaubt sind.",
	}, Words{}},
	{fact.TemporaryFailure, "penalty", Words{
		"{host} gave up before the password was checked.",
		"{host} hat aufgegeben, bevor das Passwort geprüft war.",
	}, Words{
		"Either its password check is down, or it makes this address wait after refused logins: wait 15 minutes, then try once.",
		"Entweder ist die Passwortprüfung ausgefallen, oder der Server lässt diese Adresse nach abgelehnten Anmeldungen warten. Warten Sie 15 Minuten und versuchen Sie es dann einmal.",
	}},
	{fact.MailboxUnavailable, "moved", Words{
		"{host} says that the mailbox is on another server now.",
		"{host} meldet, dass das Postfach jetzt auf einem anderen Server liegt.",
	}, Words{
		"Ask the provider for the new server name; a referral is not followed, for it could lead the password anywhere.",
		"Fragen Sie den Anbieter nach dem neuen Servernamen. Einem solchen Verweis wird nicht gefolgt, denn er könnte das Passwort überallhin führen.",
	}},
	{fact.MailboxUnavailable, "permanent", Words{
		"{host} cannot open the mailbox, and says that this will not pass by itself.",
		"{host} kann das Postfach nicht öffnen und meldet, dass sich das nicht von selbst gibt.",
	}, Words{}},
}

// formOf is the form of a code that a case names, if there is one.
func formOf(code fact.Code, name string) (form, bool) {
	for _, f := range forms {
		if f.code == code && f.name == name {
			return f, true
		}
	}
	return form{}, false
}

// Cases are the names of the further forms of a code, in order.
func Cases(code fact.Code) []string {
	var names []string
	for _, f := range forms {
		if f.code == code {
			names = append(names, f.name)
		}
	}
	return names
}
