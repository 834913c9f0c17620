package render

import (
	"encoding/json"
	"io"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/text"
)

// JSON writes the report as one JSON object. Its words are in the language; its
// names are not.
func JSON(w io.Writer, r *probe.Report, l text.Lang) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(documentOf(r, l))
}
