package render

import (
	"encoding/json"
	"io"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/text"
)

// JSON writes a report as one JSON object. Its words are in the language; its
// names are not.
type JSON struct {
	Lang text.Lang
	// Trace adds the dialogue of each connection.
	Trace bool
}

// Report writes a whole report.
func (j JSON) Report(w io.Writer, r *probe.Report) error {
	d := documentOf(r, j.Lang)
	if j.Trace {
		for i, c := range r.Checks {
			d.Checks[i].Trace = traceOf(c)
		}
	}
	return encodeJSON(w, d, "  ")
}

// encodeJSON writes a value as all JSON is written here, with or without an indent.
func encodeJSON(w io.Writer, v any, indent string) error {
	e := json.NewEncoder(inertJSON{w})
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	return e.Encode(v)
}
