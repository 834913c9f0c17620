package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/urfave/cli/v2"
)

// The library's own help is one list of lines as long as they come. So each
// command is given its page as the template that the library prints.

// widestHelp is how wide a page gets where there is room: longer lines are hard
// to read.
const widestHelp = 80

// withHelp gives the application and all its commands their pages.
func withHelp(app *cli.App, columns int) *cli.App {
	columns = min(columns, widestHelp)
	app.CustomAppHelpTemplate = escapeTemplate(helpPage{
		usage: app.UsageText, about: app.Usage + ".", more: app.Description,
		commands: app.Commands, flags: app.Flags,
		own: [][2]string{helpRow},
	}.write(columns))
	pageFor(app.Commands, app.Name, columns)
	return app
}

func pageFor(commands []*cli.Command, parent string, columns int) {
	for _, c := range commands {
		name := parent + " " + c.Name
		usage := name
		switch {
		case len(c.Subcommands) > 0:
			usage += " COMMAND …"
		default:
			usage += " [flags]"
			if c.ArgsUsage != "" {
				usage += " " + c.ArgsUsage
			}
		}
		c.CustomHelpTemplate = escapeTemplate(helpPage{
			usage: usage, about: c.Usage + ".", more: c.Description,
			commands: c.Subcommands, flags: c.Flags, own: [][2]string{helpRow},
		}.write(columns))
		pageFor(c.Subcommands, name, columns)
	}
}

// helpRow is the library's own flag.
var helpRow = [2]string{"--help, -h", "show this help"}

// escapeTemplate is a template that yields the text.
func escapeTemplate(text string) string { return strings.ReplaceAll(text, "{{", `{{"{{"}}`) }

// helpPage is what --help prints.
type helpPage struct {
	usage, about, more string
	commands           []*cli.Command
	flags              []cli.Flag
	own                [][2]string // flags that the library adds by itself
}

func (h helpPage) write(columns int) string {
	var b strings.Builder
	b.WriteString(strings.ToUpper(h.about[:1]))
	b.WriteString(wrapped(h.about[1:], 0, 1, columns))
	b.WriteString("\nUsage:\n")
	for line := range strings.Lines(h.usage) {
		b.WriteString("  " + strings.TrimSpace(line) + "\n")
	}
	for paragraph := range strings.SplitSeq(h.more, "\n\n") {
		switch {
		case paragraph == "":
		case strings.HasPrefix(paragraph, " "): // an example or a table, to be left as it is
			b.WriteString(paragraph + "\n")
		default:
			b.WriteString("\n" + wrapped(paragraph, 0, 0, columns))
		}
	}
	if len(h.commands) > 0 {
		var rows [][2]string
		for _, c := range h.commands {
			rows = append(rows, [2]string{c.Name, c.Usage})
		}
		b.WriteString("\nCommands:\n" + described(rows, columns))
	}
	for _, category := range append(slices.DeleteFunc(categoriesOf(h.flags), func(c string) bool { return c == categoryHelp }), categoryHelp) {
		var rows [][2]string
		if category == categoryHelp {
			rows = slices.Clone(h.own)
		}
		for _, f := range h.flags {
			if categoryOf(f) == category {
				rows = append(rows, flagRow(f))
			}
		}
		b.WriteString("\n" + category + ":\n" + described(rows, columns))
	}
	return b.String()
}

// categoriesOf are the categories of flags, in their order.
func categoriesOf(flags []cli.Flag) []string {
	var all []string
	for _, f := range flags {
		if c := categoryOf(f); !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	return all
}

func categoryOf(f cli.Flag) string {
	if c, is := f.(cli.CategorizableFlag); is && c.GetCategory() != "" {
		return c.GetCategory()
	}
	return categoryOther
}

// flagRow is a flag as it is typed, and what it does.
func flagRow(f cli.Flag) [2]string {
	var names []string
	for _, n := range f.Names() {
		dashes := "--"
		if len(n) == 1 {
			dashes = "-"
		}
		names = append(names, dashes+n)
	}
	name := strings.Join(names, ", ")
	doc, is := f.(cli.DocGenerationFlag)
	if !is {
		return [2]string{name, ""}
	}
	usage := doc.GetUsage()
	if before, rest, found := strings.Cut(usage, "`"); found {
		value, after, _ := strings.Cut(rest, "`")
		name, usage = name+" "+value, before+value+after
	}
	if standard := strings.Trim(doc.GetDefaultText(), `"`); doc.TakesValue() && standard != "" {
		usage += fmt.Sprintf(" (default: %s)", standard)
	}
	return [2]string{name, usage}
}

// described writes names with their descriptions beside them; below, where a
// name is too long for its column.
func described(rows [][2]string, columns int) string {
	const widest = 26
	column := 0
	for _, r := range rows {
		if n := utf8.RuneCountInString(r[0]); n <= widest {
			column = max(column, n)
		}
	}
	indent := 2 + column + 2
	var b strings.Builder
	for _, r := range rows {
		name := "  " + r[0]
		taken := utf8.RuneCountInString(name)
		if taken+2 > indent {
			b.WriteString(name + "\n")
			name, taken = "", 0
		}
		b.WriteString(name + strings.Repeat(" ", indent-taken))
		b.WriteString(wrapped(r[1], indent, indent, columns))
	}
	return b.String()
}

// wrapped breaks a text into lines, of which the first begins behind so many
// columns and the others are indented.
func wrapped(text string, indent, first, columns int) string {
	var b strings.Builder
	at, begun := first, false
	for word := range strings.FieldsSeq(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case !begun:
		case at+1+n > columns:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			at = indent
		default:
			b.WriteString(" ")
			at++
		}
		b.WriteString(word)
		at, begun = at+n, true
	}
	return b.String() + "\n"
}

// The categories of flags, as --help heads them.
const (
	categoryOutput   = "Output"
	categoryFindings = "Findings"
	categoryLogin    = "Password and login"
	categoryScope    = "What is looked for"
	categoryNetwork  = "Network"
	categoryDanger   = "DANGEROUS, for networks of your own"
	categoryOther    = "Other flags"
	categoryHelp     = "Help"
)
