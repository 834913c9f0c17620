package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/cmd/mailprobe/internal/words"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/text"
)

// explainCommand is the command that tells what a problem code means.
func (s *system) explainCommand() *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Usage:     "say what a problem code means and what to do; without one, list them all",
		ArgsUsage: "[CODE…]",
		Flags: []cli.Flag{
			langFlag(),
		},
		Action: s.runExplain,
	}
}

func (s *system) runExplain(c *cli.Context) error {
	lang, err := s.lang(c)
	if err != nil {
		return err
	}
	page := s.page(lang)
	codes := make([]fact.Code, c.NArg())
	for i, typed := range c.Args().Slice() {
		code := fact.Code(strings.ToLower(strings.TrimSpace(typed)))
		if _, known := fact.CauseOf(code); !known {
			return noSuchCode(typed, lang)
		}
		codes[i] = code
	}
	if len(codes) == 0 {
		err = page.Codes(s.stdout)
	}
	for i, code := range codes {
		if i > 0 {
			fmt.Fprintln(s.stdout)
		}
		if err == nil {
			err = page.Explain(s.stdout, code)
		}
	}
	return written(err)
}

// noSuchCode returns the error for an unknown code, with the one that was probably meant.
func noSuchCode(typed string, lang text.Lang) error {
	var hints []string
	if near := nearestCode(strings.ToLower(typed)); near != "" {
		hints = append(hints, words.MeantCode.In(lang, map[string]string{"code": string(near)}))
	}
	hints = append(hints, words.AllCodes.In(lang, nil))
	message := words.NoSuchCode.In(lang, map[string]string{"code": text.Quoted(typed, lang)})
	return usage(message, hints...)
}

// nearestCode returns the code that is most like what was typed: one that contains it,
// or else the one with the least edit distance, if that is less than half its length.
func nearestCode(typed string) fact.Code {
	var best fact.Code
	least := (len(typed) + 1) / 2
	for _, e := range slices.Concat(fact.Causes(), fact.Rules()) {
		code := string(e.Code)
		if len(typed) > 3 && strings.Contains(code, typed) {
			return e.Code
		}
		if d := editDistance(typed, code); d < least {
			best, least = e.Code, d
		}
	}
	return best
}

// editDistance returns the Levenshtein distance of two texts.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			changed := diagonal
			if a[i] != b[j] {
				changed++
			}
			diagonal = row[j+1]
			row[j+1] = min(changed, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
