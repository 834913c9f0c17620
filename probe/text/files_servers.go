package text

import "github.com/mailprobe/mailprobe/probe/internal/note"

// fileServers are the words for what is odd about a server in a published file.
var fileServers = []Entry{
	{note.TypeMissing, Words{
		"the server has no type, so programs pass it over.",
		"Dem Server fehlt der Typ; Programme übergehen ihn.",
	}, fileAdd},
	{note.TypeUnknown, Words{
		"the format has no such type; programs pass the server over.",
		"Das Format kennt diesen Typ nicht; Programme übergehen den Server.",
	}, fileNothing},
	{note.TypeMisplaced, Words{
		"the type belongs into another section, so programs pass the server over.",
		"Der Typ gehört in einen anderen Abschnitt; Programme übergehen den Server.",
	}, fileMove},
	{note.HostnameMissing, Words{
		"the server has no host name, so programs pass it over.",
		"Dem Server fehlt der Hostname; Programme übergehen ihn.",
	}, fileHost},
	{note.HostnameInvalid, Words{
		"this is not the name of a host.",
		"Das ist kein gültiger Hostname.",
	}, fileHost},
	{note.HostnameInternational, Words{
		"the host name is not written in ASCII, which some programs cannot read.",
		"Der Hostname ist nicht in ASCII geschrieben; manche Programme können ihn nicht lesen.",
	}, fileHost},
	{note.HostnameAddress, Words{
		"an IP address stands for the host name, which no certificate fits.",
		"Statt eines Hostnamens steht eine IP-Adresse, zu der kein Zertifikat passt.",
	}, fileHost},
	{note.HostnameSingleLabel, Words{
		"the host name has no domain, so nobody outside finds it.",
		"Der Hostname hat keine Domain; von außen ist er nicht zu finden.",
	}, fileHost},
	{note.HostnamePlaceholder, Words{
		"there is a placeholder in the host name, which few programs fill in.",
		"Im Hostnamen steht ein Platzhalter, den wenige Programme ersetzen.",
	}, fileNothing},
	{note.HostnameIsDomain, Words{
		"the mail domain itself stands for the host name; that is often the web server.",
		"Als Hostname steht die E-Mail-Domain selbst; das ist oft der Webserver.",
	}, fileHost},
	{note.PortMissing, Words{
		"the server has no port, so programs pass it over.",
		"Dem Server fehlt der Port; Programme übergehen ihn.",
	}, filePort},
	{note.PortUnsaid, Words{
		"the server has no port; the usual one was taken.",
		"Dem Server fehlt der Port; angenommen wird der übliche.",
	}, fileNothing},
	{note.PortInvalid, Words{
		"this is not a port from 1 to 65535.",
		"Das ist kein Port von 1 bis 65535.",
	}, filePort},
	{note.PortMode, Words{
		"the port is usually for another way to TLS.",
		"Der Port ist üblicherweise für eine andere TLS-Art da.",
	}, filePort},
	{note.PortProtocol, Words{
		"the port is for another protocol.",
		"Der Port gehört zu einem anderen Protokoll.",
	}, filePort},
	{note.PortUnusual, Words{
		"the port is not a usual one.",
		"Der Port ist nicht der übliche.",
	}, fileNothing},
	{note.Port25, Words{
		"many networks block port 25.",
		"Viele Netze sperren Port 25.",
	}, filePort},
	{note.SocketMissing, Words{
		"the server has no socketType, so programs pass it over.",
		"Dem Server fehlt der socketType; Programme übergehen ihn.",
	}, fileSocket},
	{note.SocketUnknown, Words{
		"the socketType is unknown, so programs pass the server over.",
		"Der socketType ist unbekannt; Programme übergehen den Server.",
	}, fileSocket},
	{note.UsernameMissing, Words{
		"the server has no user name; Thunderbird for Android then refuses the file.",
		"Dem Server fehlt der Benutzername; Thunderbird für Android lehnt die Datei dann ab.",
	}, fileUser},
	{note.UsernameInvalid, Words{
		"this is not a user name.",
		"Das ist kein Benutzername.",
	}, fileUser},
	{note.UsernameLiteral, Words{
		"everybody would log in with the same user name.",
		"Alle würden sich mit demselben Benutzernamen anmelden.",
	}, fileUser},
	{note.UsernameIncomplete, Words{
		"the login needs a domain, and none is given.",
		"Für die Anmeldung ist eine Domain nötig, genannt ist keine.",
	}, fileAdd},
	{note.PasswordPresent, Words{
		"there is a password in this public file.",
		"In dieser öffentlichen Datei steht ein Passwort.",
	}, fileRemove},
	{note.PasswordUnsaid, Words{
		"the file does not say whether passwords are taken.",
		"Die Datei sagt nicht, ob Passwörter angenommen werden.",
	}, fileAdd},
	{note.AuthMissing, Words{
		"no way to log in is named that is known.",
		"Es ist kein bekanntes Anmeldeverfahren genannt.",
	}, fileAuth},
	{note.AuthUnknown, Words{
		"this way to log in is unknown; programs pass it over.",
		"Dieses Anmeldeverfahren ist unbekannt; Programme übergehen es.",
	}, fileNothing},
	{note.AuthNotPortable, Words{
		"no way to log in is named that every program has.",
		"Es ist kein Anmeldeverfahren genannt, das jedes Programm beherrscht.",
	}, fileAuth},
	{note.AuthDeprecated, Words{
		"the way to log in is outdated.",
		"Das Anmeldeverfahren ist veraltet.",
	}, fileAuth},
	{note.SPARequired, Words{
		"the login is to use NTLM (SPA), which few programs have.",
		"Die Anmeldung soll NTLM (SPA) verwenden, was wenige Programme beherrschen.",
	}, fileRemove},
	{note.OAuth2Undescribed, Words{
		"OAuth2 is wanted, but not described; only programs that know the provider can use it.",
		"OAuth2 wird verlangt, aber nicht beschrieben; nur Programme, die den Anbieter kennen, können es verwenden.",
	}, fileOauth},
	{note.OAuth2Unused, Words{
		"OAuth2 is described, but no server takes it.",
		"OAuth2 ist beschrieben, aber kein Server nimmt es an.",
	}, fileOauth},
	{note.OAuth2Insecure, Words{
		"tokens would cross the network without TLS.",
		"Tokens gingen unverschlüsselt durchs Netz.",
	}, fileHttps},
	{note.Plaintext, Words{
		"the server is used without TLS: passwords cross the network in the clear, and Thunderbird for Android refuses the file.",
		"Der Server wird ohne TLS genutzt: Passwörter gehen unverschlüsselt durchs Netz, und Thunderbird für Android lehnt die Datei ab.",
	}, fileTls},
	{note.OrderPlaintextFirst, Words{
		"a server without TLS stands before one with TLS, so programs take the former.",
		"Ein Server ohne TLS steht vor einem mit TLS; Programme nehmen deshalb den ersten.",
	}, fileOrder},
	{note.OrderSTARTTLSFirst, Words{
		"a server with STARTTLS stands before one with TLS from the start.",
		"Ein Server mit STARTTLS steht vor einem mit TLS von Beginn an.",
	}, fileOrder},
	{note.OrderPOP3First, Words{
		"POP3 stands before IMAP.",
		"POP3 steht vor IMAP.",
	}, fileOrder},
	{note.OrderUnreadableFirst, Words{
		"a protocol that few programs speak stands before IMAP and POP3.",
		"Ein Protokoll, das wenige Programme sprechen, steht vor IMAP und POP3.",
	}, fileOrder},
	{note.ServerRepeated, Words{
		"the same server is listed twice.",
		"Derselbe Server ist doppelt aufgeführt.",
	}, fileOne},
	{note.TooManyServers, Words{
		"there are more servers than are looked at.",
		"Es sind mehr Server genannt, als betrachtet werden.",
	}, fileOne},
}
