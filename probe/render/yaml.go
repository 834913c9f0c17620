package render

import (
	"bytes"
	"io"

	"gopkg.in/yaml.v3"

	"github.com/mailprobe/mailprobe/probe"
)

// YAML writes the same document as [JSON], under the same names, as YAML.
type YAML JSON

// Report writes a whole report.
func (y YAML) Report(w io.Writer, r *probe.Report) error {
	var b bytes.Buffer
	if err := JSON(y).Report(&b, r); err != nil {
		return err
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(b.Bytes(), &doc); err != nil { // JSON is YAML
		return err
	}
	block(&doc)
	e := yaml.NewEncoder(w)
	e.SetIndent(2)
	if err := e.Encode(&doc); err != nil {
		return err
	}
	return e.Close()
}

// block takes the braces and quotes of JSON off a document, as far as YAML can
// do without; the encoder puts back the quotes that it needs.
func block(n *yaml.Node) {
	n.Style = 0
	for _, child := range n.Content {
		block(child)
	}
}
