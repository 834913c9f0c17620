package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/mailprobe/mailprobe/probe/text"
	"github.com/urfave/cli/v2"
)

// format is a way to write something.
type format[T any] struct {
	name  string
	write func(io.Writer, T) error
}

// formats are the ways to write something; the first is the default.
type formats[T any] []format[T]

func (f formats[T]) names() []string {
	var names []string
	for _, one := range f {
		names = append(names, one.name)
	}
	return names
}

// flags returns --format and --json.
func (f formats[T]) flags() []cli.Flag {
	return []cli.Flag{
		&cli.BoolFlag{Name: "json", Category: categoryOutput, Usage: "the same as --format json"},
		&cli.StringFlag{Name: "format", Category: categoryOutput, Value: f[0].name, Usage: "write it as `FORMAT`: " + strings.Join(f.names(), ", ")},
	}
}

// chosen returns the format that the flags name.
func (f formats[T]) chosen(c *cli.Context) (format[T], error) {
	name := c.String("format")
	if c.Bool("json") {
		name = "json"
	}
	for _, one := range f {
		if one.name == name {
			return one, nil
		}
	}
	return format[T]{}, usage(fmt.Sprintf("--format %q: there is %s", name, strings.Join(f.names(), ", ")))
}

// written returns the error of output that could not be written; nil for nil.
func written(err error) error {
	if err == nil {
		return nil
	}
	return &exit{code: exitFailed, message: "writing the output: " + err.Error()}
}

func langFlag() cli.Flag {
	return &cli.StringFlag{Name: "lang", Category: categoryOutput, Usage: "write in `LANGUAGE`: de or en (default: that of the locale)"}
}

// lang returns the language of messages: that of --lang, or else of the locale.
func (s *system) lang(c *cli.Context) (text.Lang, error) {
	if asked := c.String("lang"); asked != "" {
		lang, known := text.ParseLang(asked)
		if !known {
			return lang, usage(fmt.Sprintf("--lang %q: there is de and en", asked))
		}
		return lang, nil
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := s.getenv(name); value != "" {
			lang, _ := text.ParseLang(value) // English, where it is not known
			return lang, nil
		}
	}
	return text.English, nil
}
