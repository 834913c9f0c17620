package citest

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// Annotation is a workflow command as the runner takes it apart.
type Annotation struct {
	Command, Text string
	Properties    map[string]string
}

var workflowCommand = regexp.MustCompile(`^::(error|warning|notice)( [^:]*)?::(.*)$`)

// GitHub reads workflow commands more strictly than the runner does: every
// line must be one, and every percent sign must begin one of the known escapes.
func GitHub(t testing.TB, out []byte) []Annotation {
	t.Helper()
	unescape := func(s string, allowed string) string {
		t.Helper()
		for _, code := range regexp.MustCompile(`%.{0,2}`).FindAllString(s, -1) {
			if !strings.Contains(allowed, code) || len(code) != 3 {
				t.Errorf("%q is no escape that is known there", code)
			}
		}
		plain, err := url.PathUnescape(s)
		if err != nil {
			t.Error(err)
		}
		return plain
	}
	var found []Annotation
	for line := range strings.Lines(string(out)) {
		m := workflowCommand.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if m == nil || strings.ContainsAny(strings.TrimSuffix(line, "\n"), "\r\x1b") {
			t.Fatalf("%q is no workflow command", line)
		}
		a := Annotation{m[1], unescape(m[3], "%25%0D%0A"), map[string]string{}}
		for property := range strings.SplitSeq(strings.TrimPrefix(m[2], " "), ",") {
			name, value, ok := strings.Cut(property, "=")
			if _, twice := a.Properties[name]; !ok || twice || !regexp.MustCompile(`^(file|line|col|title)$`).MatchString(name) {
				t.Fatalf("%q is no property, or comes twice", property)
			}
			a.Properties[name] = unescape(value, "%25%0D%0A%3A%2C")
		}
		found = append(found, a)
	}
	return found
}
