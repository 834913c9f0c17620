package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"
)

// format is a way to write something.
type format[T any] struct {
	name  string
	write func(io.Writer, T) error
}

// formats are the ways to write something; the first is taken where none is named.
type formats[T any] []format[T]

func (f formats[T]) names() []string {
	var names []string
	for _, one := range f {
		names = append(names, one.name)
	}
	return names
}

// flags are --format and --json.
func (f formats[T]) flags() []cli.Flag {
	return []cli.Flag{
		&cli.BoolFlag{Name: "json", Category: categoryOutput, Usage: "the same as --format json"},
		&cli.StringFlag{Name: "format", Category: categoryOutput, Value: f[0].name, Usage: "write it as `FORMAT`: " + strings.Join(f.names(), ", ")},
	}
}

// chosen is the format that the flags name.
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

// written is the error of output that could not be written.
func written(err error) error {
	if err == nil {
		return nil
	}
	return &exit{code: exitFailed, message: "writing the output: " + err.Error()}
}
