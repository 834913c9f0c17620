package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/probe/text"
)

func langFlag() cli.Flag {
	return &cli.StringFlag{Name: "lang", Category: categoryOutput, Usage: "write in `LANGUAGE`: de or en (default: that of the locale)"}
}

// lang is the language of the words: the one that --lang asks for, else that of
// the locale.
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
