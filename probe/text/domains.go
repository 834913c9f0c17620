package text

// domains say in German what the ready-made domains of the demo are like. The
// English is theirs.
var domains = map[string]string{
	"srv.example":         "veröffentlicht seine Server in SRV-Einträgen und nirgends sonst",
	"autoconfig.example":  "veröffentlicht eine Datei unter autoconfig. und sonst nichts",
	"wellknown.example":   "veröffentlicht eine Datei unter .well-known und sonst nichts",
	"implicit.example":    "veröffentlicht nichts; imap. und smtp. bieten TLS von Beginn an",
	"starttls.example":    "veröffentlicht nichts; imap. und smtp. bieten nur STARTTLS",
	"onehost.example":     "veröffentlicht nichts; mail. bedient alles",
	"pop.example":         "hat kein IMAP, nur POP3 und SMTP",
	"port25.example":      "nimmt E-Mails der Kundschaft nur über Port 25 an",
	"gmx.de":              "ist ein großer Anbieter, der nichts als seinen MX-Eintrag veröffentlicht",
	"athome.example":      "hat seine Postfächer bei GMX, wie der MX-Eintrag zeigt",
	"deadipv6.example":    "hat IPv6-Adressen, die nicht antworten",
	"drops.example":       "veröffentlicht Server, die funktionieren; imap. und smtp. verwerfen alle Pakete",
	"moved.example":       "ist zu GMX umgezogen; der Webhoster veröffentlicht noch eigene Einstellungen",
	"noimap.example":      "bietet laut SRV-Einträgen kein IMAP an, aber POP3",
	"pacc.example":        "veröffentlicht ein PACC-Dokument mit Prüfsumme und sonst nichts",
	"ispdb.example":       "steht in der öffentlichen Datenbank und veröffentlicht nichts",
	"pox.example":         "beantwortet Autodiscover-Anfragen und sonst nichts",
	"txt.example":         "hat einen TXT-Eintrag, der zu einer Datei führt, und sonst nichts",
	"disagree.example":    "veröffentlicht vier verschiedene Angaben, von denen eine stimmt",
	"nullmx.example":      "nimmt laut MX-Eintrag keine E-Mails an",
	"expired.example":     "zeigt ein abgelaufenes Zertifikat",
	"misnamed.example":    "zeigt das Zertifikat eines anderen Servers",
	"selfsigned.example":  "zeigt ein Zertifikat, für das niemand bürgt",
	"incomplete.example":  "sendet das Zertifikat seines Ausstellers nicht mit",
	"oldtls.example":      "spricht nichts Neueres als TLS 1.0",
	"wrongmode.example":   "veröffentlicht STARTTLS für Ports, die TLS von Beginn an erwarten",
	"stripped.example":    "kündigt STARTTLS an, das etwas auf dem Weg unterdrückt",
	"smtpoff.example":     "lässt E-Mails lesen; das Senden ist abgeschaltet",
	"apppassword.example": "nimmt nur App-Passwörter an und sagt das auch",
	"blocked.example":     "weist diesen Rechner ab, weil seine Adresse auf einer Sperrliste steht",
	"cleartext.example":   "bietet nirgends TLS an",
	"mute.example":        "öffnet seine Ports und meldet sich nicht",
	"endless.example":     "beginnt eine Zeile, die nie endet",
	"rubbish.example":     "begrüßt mit Bytes ohne Bedeutung",
	"hangsup.example":     "beendet jede Verbindung sofort",
}

// Domain is what a ready-made domain of the demo is like; english is its own
// account of itself.
func Domain(domain, english string, l Lang) string {
	if words, known := domains[domain]; known && l == German {
		return words
	}
	return english
}
