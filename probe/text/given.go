package text

import "github.com/mailprobe/mailprobe/probe"

// Given are the heads of a report on settings that somebody gave, by what came
// of them.
var Given = map[probe.Status]Words{
	probe.Verified:  {"These settings work:", "Diese Einstellungen funktionieren:"},
	probe.Reachable: {"These servers answer as they should; no login was tried:", "Diese Server antworten richtig; eine Anmeldung wurde nicht versucht:"},
	probe.Failed:    {"These settings do not work as they are:", "Diese Einstellungen funktionieren so nicht:"},
	probe.Refused:   {"The server refused the login:", "Der Server hat die Anmeldung abgelehnt:"},
	probe.NotFound:  {"None of these is a mail server that can be found.", "Keiner dieser Mailserver ist zu finden."},
	probe.Untested:  {"This could not be tested from here.", "Von hier aus ließ sich nichts prüfen."},
}
