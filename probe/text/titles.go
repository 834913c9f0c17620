package text

import "github.com/mailprobe/mailprobe/probe/fact"

// titles are the causes in a few words, for tables.
var titles = map[fact.Code]Words{
	fact.DNSNXDomain:                 {"no such name", "Name unbekannt"},
	fact.DNSServFail:                 {"DNS fails", "DNS-Fehler"},
	fact.DNSTimeout:                  {"DNS is silent", "DNS antwortet nicht"},
	fact.DNSNoAddress:                {"no address", "keine Adresse"},
	fact.NullMX:                      {"takes no mail", "nimmt keine E-Mails an"},
	fact.SRVNotOffered:               {"not offered", "nicht angeboten"},
	fact.AutoconfigInsecure:          {"came unencrypted", "unverschlüsselt übertragen"},
	fact.AutoconfigNotXML:            {"not a settings file", "keine Einstellungsdatei"},
	fact.AutoconfigInvalid:           {"unusable settings file", "Einstellungsdatei fehlerhaft"},
	fact.AutodiscoverRedirectRefused: {"redirect refused", "Weiterleitung abgelehnt"},
	fact.PACCDigestMismatch:          {"wrong digest", "Prüfsumme falsch"},
	fact.StaleConfig:                 {"published, but does not work", "veröffentlicht, aber defekt"},
	fact.SourcesDisagree:             {"sources disagree", "Quellen widersprechen sich"},
	fact.UntrustedTarget:             {"not trusted", "nicht vertrauenswürdig"},
	fact.MXIsGateway:                 {"filter service", "Filterdienst"},
	fact.ProprietaryProtocol:         {"provider's own programs only", "nur mit Programmen des Anbieters"},

	fact.PortRefused:          {"refuses the connection", "weist die Verbindung ab"},
	fact.PortTimeout:          {"does not answer", "antwortet nicht"},
	fact.HostUnreachable:      {"cannot be reached", "nicht erreichbar"},
	fact.ConnectionReset:      {"breaks the connection off", "bricht die Verbindung ab"},
	fact.ClosedBeforeGreeting: {"closes at once", "beendet sofort"},
	fact.GreetingTimeout:      {"says nothing", "meldet sich nicht"},
	fact.Port25Blocked:        {"port 25 is blocked here", "Port 25 hier gesperrt"},
	fact.IPv6Broken:           {"IPv6 is dead", "IPv6 gestört"},
	fact.CaptivePortal:        {"network wants a sign-in", "Netz verlangt Anmeldung"},

	fact.NotAMailServer:      {"not a mail server", "kein Mailserver"},
	fact.WrongService:        {"another service", "anderer Dienst"},
	fact.PlaintextOnTLSPort:  {"no TLS on a TLS port", "kein TLS am TLS-Port"},
	fact.TLSOnPlaintextPort:  {"wants TLS from the start", "erwartet TLS von Beginn an"},
	fact.ServerRefusesClient: {"turns this computer away", "weist diesen Rechner ab"},
	fact.IPBlocklisted:       {"this address is block-listed", "Adresse auf Sperrliste"},

	fact.CertificateExpired:         {"certificate expired", "Zertifikat abgelaufen"},
	fact.CertificateNotYetValid:     {"certificate not valid yet", "Zertifikat noch nicht gültig"},
	fact.CertificateNameMismatch:    {"certificate for another name", "Zertifikat für anderen Namen"},
	fact.CertificateSelfSigned:      {"self-signed certificate", "Zertifikat selbst ausgestellt"},
	fact.CertificateUntrusted:       {"certificate not trusted", "Zertifikat nicht anerkannt"},
	fact.CertificateChainIncomplete: {"incomplete certificate chain", "Zertifikatskette unvollständig"},
	fact.CertificateIntercepted:     {"connection intercepted", "Verbindung aufgebrochen"},
	fact.CertificateWeak:            {"weak certificate", "Zertifikat zu schwach"},
	fact.CertificateExpiresSoon:     {"certificate expires soon", "Zertifikat läuft bald ab"},
	fact.ClockSkew:                  {"wrong clock here", "Uhr geht hier falsch"},

	fact.TLSTooOld:                 {"TLS too old", "TLS veraltet"},
	fact.TLSHandshakeFailed:        {"TLS fails", "TLS scheitert"},
	fact.ClientCertificateRequired: {"wants a client certificate", "verlangt Client-Zertifikat"},
	fact.STARTTLSMissing:           {"no STARTTLS", "kein STARTTLS"},
	fact.STARTTLSRefused:           {"refuses STARTTLS", "verweigert STARTTLS"},
	fact.STARTTLSStripped:          {"STARTTLS suppressed on the way", "STARTTLS unterdrückt"},
	fact.STARTTLSInjection:         {"data injected before TLS", "Daten vor TLS eingeschleust"},
	fact.PreauthCleartext:          {"logged in before TLS", "angemeldet vor TLS"},
	fact.CleartextOnly:             {"no TLS at all", "gar kein TLS"},

	fact.LoginDisabled:         {"takes no login", "nimmt keine Anmeldung an"},
	fact.NoCommonMechanism:     {"no common mechanism", "keine gemeinsame Anmeldeart"},
	fact.OAuth2Required:        {"wants OAuth2", "verlangt OAuth2"},
	fact.OAuth2TokenRejected:   {"token rejected", "Token abgelehnt"},
	fact.WrongCredentials:      {"refused", "abgelehnt"},
	fact.UsernameForm:          {"another user name", "anderer Benutzername"},
	fact.AppPasswordRequired:   {"wants an app password", "verlangt App-Passwort"},
	fact.WebLoginRequired:      {"wants a web login", "verlangt Web-Anmeldung"},
	fact.ProtocolDisabled:      {"switched off", "abgeschaltet"},
	fact.SMTPAuthDisabled:      {"sending switched off", "Senden abgeschaltet"},
	fact.PolicyBlocked:         {"forbidden by policy", "durch Richtlinie verboten"},
	fact.AccountDisabled:       {"account disabled", "Konto deaktiviert"},
	fact.AccountLocked:         {"account locked", "Konto gesperrt"},
	fact.PasswordExpired:       {"password expired", "Passwort abgelaufen"},
	fact.RateLimited:           {"too many attempts", "zu viele Versuche"},
	fact.TooManyConnections:    {"too many connections", "zu viele Verbindungen"},
	fact.TemporaryFailure:      {"temporary failure", "vorübergehend gestört"},
	fact.LoginTimeout:          {"no answer", "keine Antwort"},
	fact.LoginBudgetSpent:      {"no more tries", "keine weiteren Versuche"},
	fact.SubmissionWithoutAuth: {"no login offered", "keine Anmeldung möglich"},

	fact.MailboxUnavailable: {"mailbox does not open", "Postfach öffnet nicht"},
	fact.QuotaNearlyFull:    {"mailbox nearly full", "Postfach fast voll"},
	fact.QuotaFull:          {"mailbox full", "Postfach voll"},
	fact.SenderNotOwned:     {"sender not allowed", "Absender nicht erlaubt"},
}

// Title is a cause in a few words.
func Title(code fact.Code, l Lang) string { return titles[code].In(l, nil) }

// TitleOf is a problem in a few words: the title of its code, but for a form that
// this would be wrong of.
func TitleOf(p fact.Problem, l Lang) string {
	if p.Code == fact.CleartextOnly && p.Case == "offered" {
		return withoutTLS.In(l, nil)
	}
	return Title(p.Code, l)
}

var withoutTLS = Words{"without TLS", "ohne TLS"}
