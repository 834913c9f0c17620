package fact

import (
	"fmt"
	"strings"
)

// Programs that run builds read the output of what they run, and obey what looks like
// a command to them. Text from servers and files must hold none, wherever in a line it
// comes to stand:
//
//	##word[…]       GitHub's and Forgejo's runners (##[), Azure's agent (##vso[, ##[),
//	                TeamCity (##teamcity[): whatever the word is
//	section_…:      GitLab, which folds its log
//	travis_…:       Travis, the same
//
// What begins a line only ("::name::" of GitHub's runner) is for those who know where
// lines begin: package render. What needs an escape character (Buildkite, Jenkins) is
// no danger, for no such character passes [Printable].

// words that begin a command together with the colon behind them.
var commandWords = []string{"section_start:", "section_end:", "travis_fold:", "travis_time:"}

// longestMark bounds the word between ## and the bracket.
const longestMark = 32

// Command reports whether a text begins with a command to a program that runs builds.
func Command(s string) bool {
	if !strings.HasPrefix(s, "##") {
		for _, word := range commandWords {
			if strings.HasPrefix(s, word) {
				return true
			}
		}
		return false
	}
	word := s[2:min(len(s), 2+longestMark+1)]
	end := strings.IndexFunc(word, func(r rune) bool {
		return r != '-' && r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
	return end >= 0 && word[end] == '['
}

// Disarm is the text with the first character of every command (see [Command])
// replaced by what escape makes of it.
func Disarm(s string, escape func(first byte) string) string {
	var b strings.Builder
	done := 0
	for i := range len(s) {
		if (s[i] == '#' || s[i] == 's' || s[i] == 't') && Command(s[i:]) {
			b.WriteString(s[done:i] + escape(s[i]))
			done = i + 1
		}
	}
	if done == 0 {
		return s
	}
	return b.String() + s[done:]
}

// Unmarked is a text in which commands are written as [Printable] writes them.
func Unmarked(s string) string {
	return Disarm(s, func(first byte) string { return fmt.Sprintf(`\x%02x`, first) })
}
