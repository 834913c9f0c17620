package text

// The words of an audit's report.
var (
	AuditUntested   = Words{"could not be tested from here", "von hier aus nicht prüfbar"}
	AuditSum        = Words{"{checked} checked: {clean} clean, {failed} with findings (errors: {errors}, warnings: {warnings})", "{checked} geprüft: {clean} ohne Befund, {failed} mit Befunden (Fehler: {errors}, Warnungen: {warnings})"}
	AuditNotTested  = Words{"{count} could not be tested from here", "{count} von hier aus nicht prüfbar"}
	AuditNoneTested = Words{"nothing could be tested from here", "von hier aus ließ sich nichts prüfen"}
	AuditKnown      = Words{"known by the baseline: {count}", "in der Basisliste bekannt: {count}"}
	AuditGone       = Words{"fixed since the baseline: {name}: {rule} {about}", "seit der Basisliste behoben: {name}: {rule} {about}"}
	AuditNotes      = Words{"{count} further notes: --format json lists them", "{count} weitere Hinweise: --format json zeigt sie"}
	AuditNote       = Words{"one further note: --format json lists it", "ein weiterer Hinweis: --format json zeigt ihn"}
	AuditProgress   = Words{"looked at {done} of {total} servers", "{done} von {total} Servern geprüft"}
	PublishHead     = Words{"what to publish instead", "was stattdessen zu veröffentlichen ist"}
	PublishWithdraw = Words{"to be taken back, because it says something else or nothing that can be used", "zurückzunehmen, weil dort anderes oder Unbrauchbares steht"}
	PublishRecords  = Words{"DNS records", "DNS-Einträge"}
	PublishFile     = Words{"the file {url}", "die Datei {url}"}
	PublishPACC     = Words{
		"the file {url}, byte for byte: the TXT record holds its digest",
		"die Datei {url}, Byte für Byte: Der TXT-Eintrag enthält ihre Prüfsumme",
	}
	PublishNginx   = Words{"for nginx", "für nginx"}
	PublishApache  = Words{"for Apache", "für Apache"}
	PublishNothing = Words{"No server works that could be published; mend the servers first.", "Es funktioniert kein Server, der sich veröffentlichen ließe. Beheben Sie zuerst die Fehler der Server."}
)
