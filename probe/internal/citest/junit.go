package citest

import (
	"bytes"
	"encoding/xml"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// junitElement is what Ant's schema of the format, the strictest of the common
// ones, says of an element: its attributes, all of which must be there, and the
// order of its children. Jenkins' schema takes all that this one takes.
type junitElement struct {
	attributes map[string]*regexp.Regexp
	children   *regexp.Regexp // over the children's names, each with a space behind
	text       bool
}

var (
	anything   = regexp.MustCompile(`(?s)^.*$`)
	something  = regexp.MustCompile(`(?s)^.+$`)
	number     = regexp.MustCompile(`^[0-9]+$`)
	decimal    = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?$`)
	noChildren = regexp.MustCompile(`^$`)
)

func junitSchema() map[string]junitElement {
	failure := junitElement{map[string]*regexp.Regexp{"message": anything, "type": something}, noChildren, true}
	stream := junitElement{nil, noChildren, true}
	return map[string]junitElement{
		"testsuites": {nil, regexp.MustCompile(`^(testsuite )*$`), false},
		"testsuite": {map[string]*regexp.Regexp{
			"name": something, "package": something, "id": number, "hostname": something,
			"timestamp": regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$`),
			"tests":     number, "failures": number, "errors": number, "time": decimal,
		}, regexp.MustCompile(`^properties (testcase )*system-out system-err $`), false},
		"properties": {nil, noChildren, false},
		"testcase": {map[string]*regexp.Regexp{
			"name": something, "classname": something, "time": decimal,
		}, regexp.MustCompile(`^((error|failure) )?$`), false},
		"error": failure, "failure": failure,
		"system-out": stream, "system-err": stream,
	}
}

// JUnit holds a file to the schema and returns the names of its test cases by
// what came of them: "failure", "error", or nothing.
func JUnit(t testing.TB, out []byte) map[string][]string {
	t.Helper()
	schema := junitSchema()
	type open struct {
		name, children, text string
		attributes           map[string]string
	}
	var stack []open
	cases := map[string][]string{}
	d := xml.NewDecoder(bytes.NewReader(out))
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			name := token.Name.Local
			rule, known := schema[name]
			if !known || len(stack) == 0 && name != "testsuites" {
				t.Fatalf("<%s> may not stand there", name)
			}
			attributes := map[string]string{}
			for _, a := range token.Attr {
				attributes[a.Name.Local] = a.Value
				if rule.attributes[a.Name.Local] == nil {
					t.Errorf("<%s> has no attribute %s", name, a.Name.Local)
				}
			}
			for a, form := range rule.attributes {
				if value, there := attributes[a]; !there || !form.MatchString(value) {
					t.Errorf("<%s %s=%q>", name, a, value)
				}
			}
			if n := len(stack); n > 0 {
				stack[n-1].children += name + " "
			}
			stack = append(stack, open{name: name, attributes: attributes})
		case xml.CharData:
			if n := len(stack); n > 0 {
				stack[n-1].text += string(token)
			}
		case xml.EndElement:
			e := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			rule := schema[e.name]
			if !rule.children.MatchString(e.children) {
				t.Errorf("<%s> holds %q", e.name, e.children)
			}
			if !rule.text && strings.TrimSpace(e.text) != "" {
				t.Errorf("<%s> holds the text %q", e.name, e.text)
			}
			switch e.name {
			case "testcase":
				outcome := strings.TrimSpace(e.children)
				cases[outcome] = append(cases[outcome], e.attributes["name"])
			case "testsuite":
				for attribute, want := range map[string]int{
					"tests":    len(slices.Concat(cases[""], cases["failure"], cases["error"])),
					"failures": len(cases["failure"]), "errors": len(cases["error"]),
				} {
					if e.attributes[attribute] != strconv.Itoa(want) {
						t.Errorf("%s=%s, but there are %d", attribute, e.attributes[attribute], want)
					}
				}
			}
		}
	}
	return cases
}
