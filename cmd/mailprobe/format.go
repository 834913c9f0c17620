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
type format func(w io.Writer, r *probe.Report, l text.Lang) error

// formats is the table of those beside text, which is written in two parts.
var formats = []struct {
	name  string
	write format
}{
	{"json", render.JSON},
}

func formatNames() []string {
	names := []string{"text"}
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

// chosenFormat is nil for text.
func chosenFormat(c *cli.Context) (format, error) {
	name := c.String("format")
	if c.Bool("json") {
		name = "json"
	}
	if name == "text" {
		return nil, nil
	}
	for _, f := range formats {
		if f.name == name {
			return f.write, nil
		}
	}
	return nil, usage(fmt.Sprintf("--format %q: there is %s", name, strings.Join(formatNames(), ", ")))
}
