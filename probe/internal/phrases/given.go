package phrases

import (
	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/text"
)

// Given are the heads of a report on settings that somebody gave, by what came
// of them.
var Given = map[probe.Status]text.Words{
	probe.Verified:  {EN: "These settings work:", DE: "Diese Einstellungen funktionieren:"},
	probe.Reachable: {EN: "These servers answer as they should; no login was tried:", DE: "Diese Server antworten richtig; eine Anmeldung wurde nicht versucht:"},
	probe.Failed:    {EN: "These settings do not work as they are:", DE: "Diese Einstellungen funktionieren so nicht:"},
	probe.Refused:   {EN: "The server refused the login:", DE: "Der Server hat die Anmeldung abgelehnt:"},
	probe.NotFound:  {EN: "None of these is a mail server that can be found.", DE: "Keiner dieser Mailserver ist zu finden."},
	probe.Untested:  {EN: "This could not be tested from here.", DE: "Von hier aus ließ sich nichts prüfen."},
}
