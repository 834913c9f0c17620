package fact

// The rules of published files that are about servers.
const (
	FileTypeMissing           Code = "file-type-missing"
	FileTypeUnknown           Code = "file-type-unknown"
	FileTypeMisplaced         Code = "file-type-misplaced"
	FileHostnameMissing       Code = "file-hostname-missing"
	FileHostnameInvalid       Code = "file-hostname-invalid"
	FileHostnameInternational Code = "file-hostname-international"
	FileHostnameAddress       Code = "file-hostname-address"
	FileHostnameSingleLabel   Code = "file-hostname-single-label"
	FileHostnamePlaceholder   Code = "file-hostname-placeholder"
	FileHostnameIsDomain      Code = "file-hostname-is-domain"
	FileHostnameElsewhere     Code = "file-hostname-elsewhere"
	FilePortMissing           Code = "file-port-missing"
	FilePortUnsaid            Code = "file-port-unsaid" // the usual one was taken
	FilePortInvalid           Code = "file-port-invalid"
	FilePortMode              Code = "file-port-mode"
	FilePortProtocol          Code = "file-port-protocol"
	FilePortUnusual           Code = "file-port-unusual"
	FilePort25                Code = "file-port-25"
	FileSocketMissing         Code = "file-socket-missing"
	FileSocketUnknown         Code = "file-socket-unknown"
	FileUsernameMissing       Code = "file-username-missing"
	FileUsernameInvalid       Code = "file-username-invalid"
	FileUsernameLiteral       Code = "file-username-literal"
	FileUsernameIncomplete    Code = "file-username-incomplete"
	FileUsernameDiffers       Code = "file-username-differs"
	FilePasswordPresent       Code = "file-password-present"
	FilePasswordUnsaid        Code = "file-password-unsaid"
	FileAuthMissing           Code = "file-auth-missing"
	FileAuthUnknown           Code = "file-auth-unknown"
	FileAuthNotPortable       Code = "file-auth-not-portable"
	FileAuthDeprecated        Code = "file-auth-deprecated"
	FileSPARequired           Code = "file-spa-required"
	FileOAuth2Undescribed     Code = "file-oauth2-undescribed"
	FileOAuth2Unused          Code = "file-oauth2-unused"
	FileOAuth2Insecure        Code = "file-oauth2-insecure"
	FilePlaintext             Code = "file-plaintext"
	FileSTARTTLSOnly          Code = "file-starttls-only"
	FileOrderPlaintextFirst   Code = "file-order-plaintext-first"
	FileOrderSTARTTLSFirst    Code = "file-order-starttls-first"
	FileOrderPOP3First        Code = "file-order-pop3-first"
	FileOrderUnreadableFirst  Code = "file-order-unreadable-first"
	FileServerRepeated        Code = "file-server-repeated"
	FileTooManyServers        Code = "file-too-many-servers"
)

var fileServer = []Cause{
	{
		Code: FileTypeMissing, Severity: Error,
		Message: Words{
			"the server has no type, so programs pass it over.",
			"Dem Server fehlt der Typ; Programme übergehen ihn.",
		},
		Remedy: fileAdd,
	},
	{
		Code: FileTypeUnknown, Severity: Info,
		Message: Words{
			"the format has no such type; programs pass the server over.",
			"Das Format kennt diesen Typ nicht; Programme übergehen den Server.",
		},
		Remedy: fileNothing,
	},
	{
		Code: FileTypeMisplaced, Severity: Error,
		Message: Words{
			"the type belongs into another section, so programs pass the server over.",
			"Der Typ gehört in einen anderen Abschnitt; Programme übergehen den Server.",
		},
		Remedy: fileMove,
	},
	{
		Code: FileHostnameMissing, Severity: Error,
		Message: Words{
			"the server has no host name, so programs pass it over.",
			"Dem Server fehlt der Hostname; Programme übergehen ihn.",
		},
		Remedy: fileHost,
	},
	{
		Code: FileHostnameInvalid, Severity: Error,
		Message: Words{
			"this is not the name of a host.",
			"Das ist kein gültiger Hostname.",
		},
		Remedy: fileHost,
	},
	{
		Code: FileHostnameInternational, Severity: Warning,
		Message: Words{
			"the host name is not written in ASCII, which some programs cannot read.",
			"Der Hostname ist nicht in ASCII geschrieben; manche Programme können ihn nicht lesen.",
		},
		Remedy: fileHost,
	},
	{
		Code: FileHostnameAddress, Severity: Warning,
		Message: Words{
			"an IP address stands for the host name, which no certificate fits.",
			"Statt eines Hostnamens steht eine IP-Adresse, zu der kein Zertifikat passt.",
		},
		Remedy: fileHost,
	},
	{
		Code: FileHostnameSingleLabel, Severity: Warning,
		Message: Words{
			"the host name has no domain, so nobody outside finds it.",
			"Der Hostname hat keine Domain; von außen ist er nicht zu finden.",
		},
		Remedy: fileHost,
	},
	{
		Code: FileHostnamePlaceholder, Severity: Info,
		Message: Words{
			"there is a placeholder in the host name, which few programs fill in.",
			"Im Hostnamen steht ein Platzhalter, den wenige Programme ersetzen.",
		},
		Remedy: fileNothing,
	},
	{
		Code: FileHostnameIsDomain, Severity: Warning,
		Message: Words{
			"the mail domain itself stands for the host name; that is often the web server.",
			"Als Hostname steht die E-Mail-Domain selbst; das ist oft der Webserver.",
		},
		Remedy: fileHost,
	},
	{
		Code: FileHostnameElsewhere, Severity: Info,
		Message: Words{
			"the host belongs to another domain than those of the file.",
			"Der Host gehört zu einer anderen Domain als denen der Datei.",
		},
		Remedy: Words{
			"Nothing is wrong if your provider runs the host; otherwise correct its name.",
			"Betreibt Ihr Anbieter den Host, ist das kein Fehler. Berichtigen Sie andernfalls den Namen.",
		},
	},
	{
		Code: FilePortMissing, Severity: Error,
		Message: Words{
			"the server has no port, so programs pass it over.",
			"Dem Server fehlt der Port; Programme übergehen ihn.",
		},
		Remedy: filePort,
	},
	{
		Code: FilePortUnsaid, Severity: Info,
		Message: Words{
			"the server has no port; the usual one was taken.",
			"Dem Server fehlt der Port; angenommen wird der übliche.",
		},
		Remedy: fileNothing,
	},
	{
		Code: FilePortInvalid, Severity: Error,
		Message: Words{
			"this is not a port from 1 to 65535.",
			"Das ist kein Port von 1 bis 65535.",
		},
		Remedy: filePort,
	},
	{
		Code: FilePortMode, Severity: Warning,
		Message: Words{
			"the port is usually for another way to TLS.",
			"Der Port ist üblicherweise für eine andere TLS-Art da.",
		},
		Remedy: filePort,
	},
	{
		Code: FilePortProtocol, Severity: Error,
		Message: Words{
			"the port is for another protocol.",
			"Der Port gehört zu einem anderen Protokoll.",
		},
		Remedy: filePort,
	},
	{
		Code: FilePortUnusual, Severity: Info,
		Message: Words{
			"the port is not a usual one.",
			"Der Port ist nicht der übliche.",
		},
		Remedy: fileNothing,
	},
	{
		Code: FilePort25, Severity: Warning,
		Message: Words{
			"many networks block port 25.",
			"Viele Netze sperren Port 25.",
		},
		Remedy: filePort,
	},
	{
		Code: FileSocketMissing, Severity: Error,
		Message: Words{
			"the server has no socketType, so programs pass it over.",
			"Dem Server fehlt der socketType; Programme übergehen ihn.",
		},
		Remedy: fileSocket,
	},
	{
		Code: FileSocketUnknown, Severity: Error,
		Message: Words{
			"the socketType is unknown, so programs pass the server over.",
			"Der socketType ist unbekannt; Programme übergehen den Server.",
		},
		Remedy: fileSocket,
	},
	{
		Code: FileUsernameMissing, Severity: Error,
		Message: Words{
			"the server has no user name; Thunderbird for Android then refuses the file.",
			"Dem Server fehlt der Benutzername; Thunderbird für Android lehnt die Datei dann ab.",
		},
		Remedy: fileUser,
	},
	{
		Code: FileUsernameInvalid, Severity: Error,
		Message: Words{
			"this is not a user name.",
			"Das ist kein Benutzername.",
		},
		Remedy: fileUser,
	},
	{
		Code: FileUsernameLiteral, Severity: Warning,
		Message: Words{
			"everybody would log in with the same user name.",
			"Alle würden sich mit demselben Benutzernamen anmelden.",
		},
		Remedy: fileUser,
	},
	{
		Code: FileUsernameIncomplete, Severity: Warning,
		Message: Words{
			"the login needs a domain, and none is given.",
			"Für die Anmeldung ist eine Domain nötig, genannt ist keine.",
		},
		Remedy: fileAdd,
	},
	{
		Code: FileUsernameDiffers, Severity: Info,
		Message: Words{
			"the user name has another form here than at the servers before.",
			"Der Benutzername hat hier eine andere Form als bei den Servern davor.",
		},
		Remedy: Words{
			"Nothing is wrong if the servers want it so; where all take one form, name that one everywhere.",
			"Verlangen die Server es so, ist das kein Fehler. Nehmen alle dieselbe Form an, nennen Sie überall diese.",
		},
	},
	{
		Code: FilePasswordPresent, Severity: Error,
		Message: Words{
			"there is a password in this public file.",
			"In dieser öffentlichen Datei steht ein Passwort.",
		},
		Remedy: fileRemove,
	},
	{
		Code: FilePasswordUnsaid, Severity: Warning,
		Message: Words{
			"the file does not say whether passwords are taken.",
			"Die Datei sagt nicht, ob Passwörter angenommen werden.",
		},
		Remedy: fileAdd,
	},
	{
		Code: FileAuthMissing, Severity: Error,
		Message: Words{
			"no way to log in is named that is known.",
			"Es ist kein bekanntes Anmeldeverfahren genannt.",
		},
		Remedy: fileAuth,
	},
	{
		Code: FileAuthUnknown, Severity: Info,
		Message: Words{
			"this way to log in is unknown; programs pass it over.",
			"Dieses Anmeldeverfahren ist unbekannt; Programme übergehen es.",
		},
		Remedy: fileNothing,
	},
	{
		Code: FileAuthNotPortable, Severity: Warning,
		Message: Words{
			"no way to log in is named that every program has.",
			"Es ist kein Anmeldeverfahren genannt, das jedes Programm beherrscht.",
		},
		Remedy: fileAuth,
	},
	{
		Code: FileAuthDeprecated, Severity: Info,
		Message: Words{
			"the way to log in is outdated.",
			"Das Anmeldeverfahren ist veraltet.",
		},
		Remedy: fileAuth,
	},
	{
		Code: FileSPARequired, Severity: Warning,
		Message: Words{
			"the login is to use NTLM (SPA), which few programs have.",
			"Die Anmeldung soll NTLM (SPA) verwenden, was wenige Programme beherrschen.",
		},
		Remedy: fileRemove,
	},
	{
		Code: FileOAuth2Undescribed, Severity: Info,
		Message: Words{
			"OAuth2 is wanted, but not described; only programs that know the provider can use it.",
			"OAuth2 wird verlangt, aber nicht beschrieben; nur Programme, die den Anbieter kennen, können es verwenden.",
		},
		Remedy: fileOAuth2,
	},
	{
		Code: FileOAuth2Unused, Severity: Warning,
		Message: Words{
			"OAuth2 is described, but no server takes it.",
			"OAuth2 ist beschrieben, aber kein Server nimmt es an.",
		},
		Remedy: fileOAuth2,
	},
	{
		Code: FileOAuth2Insecure, Severity: Error,
		Message: Words{
			"tokens would cross the network without TLS.",
			"Tokens gingen unverschlüsselt durchs Netz.",
		},
		Remedy: fileHTTPS,
	},
	{
		Code: FilePlaintext, Severity: Warning,
		Message: Words{
			"the server is used without TLS: passwords cross the network in the clear, and Thunderbird for Android refuses the file.",
			"Der Server wird ohne TLS genutzt: Passwörter gehen unverschlüsselt durchs Netz, und Thunderbird für Android lehnt die Datei ab.",
		},
		Remedy: fileTLS,
	},
	{
		Code: FileSTARTTLSOnly, Severity: Info,
		Message: Words{
			"the protocol is named with STARTTLS only, not with TLS from the start.",
			"Das Protokoll ist nur mit STARTTLS genannt, nicht mit TLS von Beginn an.",
		},
		Remedy: Words{
			"Where the server offers it, name the port with TLS from the start too, and first: 993 for IMAP, 995 for POP3, 465 for sending.",
			"Bietet der Server TLS von Beginn an, nennen Sie auch diesen Port, und zwar zuerst: 993 für IMAP, 995 für POP3, 465 zum Senden.",
		},
	},
	{
		Code: FileOrderPlaintextFirst, Severity: Error,
		Message: Words{
			"a server without TLS stands before one with TLS, so programs take the former.",
			"Ein Server ohne TLS steht vor einem mit TLS; Programme nehmen deshalb den ersten.",
		},
		Remedy: fileOrder,
	},
	{
		Code: FileOrderSTARTTLSFirst, Severity: Info,
		Message: Words{
			"a server with STARTTLS stands before one with TLS from the start.",
			"Ein Server mit STARTTLS steht vor einem mit TLS von Beginn an.",
		},
		Remedy: fileOrder,
	},
	{
		Code: FileOrderPOP3First, Severity: Info,
		Message: Words{"POP3 stands before IMAP.", "POP3 steht vor IMAP."},
		Remedy:  fileOrder,
	},
	{
		Code: FileOrderUnreadableFirst, Severity: Info,
		Message: Words{
			"a protocol that few programs speak stands before IMAP and POP3.",
			"Ein Protokoll, das wenige Programme sprechen, steht vor IMAP und POP3.",
		},
		Remedy: fileOrder,
	},
	{
		Code: FileServerRepeated, Severity: Info,
		Message: Words{"the same server is listed twice.", "Derselbe Server ist doppelt aufgeführt."},
		Remedy:  fileOne,
	},
	{
		Code: FileTooManyServers, Severity: Warning,
		Message: Words{
			"there are more servers than are looked at.",
			"Es sind mehr Server genannt, als betrachtet werden.",
		},
		Remedy: fileOne,
	},
}
