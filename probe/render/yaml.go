package render

import (
	"bytes"
	"errors"
	"io"

	"gopkg.in/yaml.v3"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
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
	b.Reset()
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := errors.Join(e.Encode(&doc), e.Close()); err != nil {
		return err
	}
	// What has marks of commands in it stands in double quotes, and these know the
	// escape.
	_, err := io.WriteString(w, fact.Unmarked(b.String()))
	return err
}

// block takes the braces and quotes of JSON off a document, as far as YAML can
// do without; the encoder puts back the quotes that it needs.
func block(n *yaml.Node) {
	n.Style = 0
	if fact.Unmarked(n.Value) != n.Value {
		n.Style = yaml.DoubleQuotedStyle
	}
	for _, child := range n.Content {
		block(child)
	}
}
