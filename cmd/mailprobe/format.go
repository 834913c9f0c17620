package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/render"
	"github.com/mailprobe/mailprobe/probe/text"
)

// format writes a whole report at once.
type format func(w io.Writer, r *probe.Report) error

// formats is the table of those beside text, which is written in two parts.
var formats = []struct {
	name string
	in   func(l text.Lang, trace bool) format
}{
	{"json", func(l text.Lang, trace bool) format { return render.JSON{Lang: l, Trace: trace}.Report }},
	{"yaml", func(l text.Lang, trace bool) format { return render.YAML{Lang: l, Trace: trace}.Report }},
}

func formatNames() []string {
	names := []string{"text"}
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

// chosenFormat is nil for text.
func chosenFormat(c *cli.Context, lang text.Lang) (format, error) {
	name := c.String("format")
	if c.Bool("json") {
		name = "json"
	}
	if name == "text" {
		return nil, nil
	}
	for _, f := range formats {
		if f.name == name {
			return f.in(lang, c.Bool("trace")), nil
		}
	}
	return nil, usage(fmt.Sprintf("--format %q: there is %s", name, strings.Join(formatNames(), ", ")))
}
