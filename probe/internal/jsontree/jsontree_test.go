package jsontree

import (
	"bytes"
	"encoding/json"
	"errors"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/mailprobe/mailprobe/probe/fact"
)

func TestParse(t *testing.T) {
	doc, err := Parse([]byte("\ufeff" + `{"s": "a\u00fc\n", "n": -1.50e3, "b": [true, false, null, []],
		"o": {"s": "", "": {}}}`))
	if err != nil {
		t.Fatal(err)
	}
	want := &Document{ByteOrderMark: true, Root: &Value{Type: Object, Members: []Member{
		{"s", &Value{Type: String, Text: "aü\n"}},
		{"n", &Value{Type: Number, Text: "-1.50e3"}},
		{"b", &Value{Type: Array, Items: []*Value{
			{Type: Bool, Text: "true"}, {Type: Bool, Text: "false"}, {Type: Null}, {Type: Array},
		}}},
		{"o", &Value{Type: Object, Members: []Member{
			{"s", &Value{Type: String}}, {"", &Value{Type: Object}},
		}}},
	}}}
	if diff := cmp.Diff(want, doc, cmpopts.IgnoreTypes(fact.Position{})); diff != "" {
		t.Error(diff)
	}
	if at, want := doc.Root.Get("o").Get("").Position, (fact.Position{Line: 2, Column: 22}); at != want {
		t.Errorf("o.\"\": %v, want %v", at, want)
	}
	if at, want := doc.Root.Get("n").Position, (fact.Position{Line: 1, Column: 25}); at != want {
		t.Errorf("n: %v, want %v", at, want)
	}
	if v := doc.Root.Get("o").Get("s"); !v.Is(String) || v.Is(Object) {
		t.Errorf("o.s: %+v", v)
	}
	if v := doc.Root.Get("x").Get("s"); v != nil || v.Is(String) {
		t.Errorf("x.s: %+v", v)
	}
}

func TestParseRefuses(t *testing.T) {
	for _, test := range []struct {
		in   string
		kind Kind
		line int
	}{
		{"", Empty, 1},
		{" \n\t\n", Empty, 3},
		{"\ufeff", Empty, 1},
		{"\ufeff\ufeff{}", NotJSON, 1},
		{"hello", NotJSON, 1},
		{"\nnot found", NotJSON, 2},
		{"// x\n{}", NotJSON, 1},
		{"404 page not found", NotJSON, 1},
		{"true {}", NotJSON, 1},
		{"}", NotJSON, 1},
		{`<?xml version="1.0"?><a/>`, NotJSON, 1},
		{"\n\n<!DOCTYPE html>", WebPage, 3},
		{"<h1>502 Bad Gateway</h1>", WebPage, 1},
		{"[{}]", OtherRoot, 1},
		{`"x"`, OtherRoot, 1},
		{"1", OtherRoot, 1},
		{"null", OtherRoot, 1},
		{"{\"a\":1,\n\"a\":1}", Duplicate, 2},
		{`{"a":1,"\u0061":2}`, Duplicate, 1},
		{`{"o":[{"":1,"":2}]}`, Duplicate, 1},
		{"\xff\xfe{\x00}\x00", Encoding, 1},
		{"\x00{\x00}", Encoding, 1},
		{"{\"a\":\n\"\xfc\"}", Encoding, 2},
		{"{}\n\xff", Encoding, 2},
		{"{", Syntax, 1},
		{"{\n\n\"a\"", Syntax, 3},
		{`{"a":`, Syntax, 1},
		{`{"a":1]`, Syntax, 1},
		{"{\"a\":1,\n}", Syntax, 2},
		{`{,}`, Syntax, 1},
		{`{"a" 1}`, Syntax, 1},
		{"{\"a\":1\n\"b\":2}", Syntax, 2},
		{`{"a":[1,]}`, Syntax, 1},
		{`{"a":[1 2]}`, Syntax, 1},
		{`{1:2}`, Syntax, 1},
		{`{{}:1}`, Syntax, 1},
		{`{'a':1}`, Syntax, 1},
		{`{"a":01}`, Syntax, 1},
		{`{"a":NaN}`, Syntax, 1},
		{"{\"a\":\"\x01\"}", Syntax, 1},
		{`{"a":"\x41"}`, Syntax, 1},
		{"{}\n{}", Syntax, 2},
		{"{}]", Syntax, 1},
		{"{}x", Syntax, 1},
		{"{}\x00", Syntax, 1},
	} {
		doc, err := Parse([]byte(test.in))
		var got *Error
		if !errors.As(err, &got) || doc != nil {
			t.Errorf("%q: %v, %v", test.in, doc, err)
			continue
		}
		if got.Kind != test.kind || got.Line != test.line {
			t.Errorf("%q: %v, want line %d: %s", test.in, err, test.line, test.kind)
		}
	}
}

// Each bound is met exactly by one document and passed by one thing more.
func TestParseBounds(t *testing.T) {
	for _, test := range []struct {
		name  string
		doc   func(int) string
		bound int
	}{
		{"objects", func(n int) string { return strings.Repeat(`{"a":`, n-1) + "{}" + strings.Repeat("}", n-1) }, MaxDepth},
		{"arrays", func(n int) string { return `{"a":` + strings.Repeat("[", n-1) + strings.Repeat("]", n-1) + "}" }, MaxDepth},
		{"values", func(n int) string { return `{"a":[` + strings.Repeat("0,", n-3) + "0]}" }, MaxValues},
		{"string", func(n int) string { return `{"a":"` + strings.Repeat("x", n) + `"}` }, MaxText},
		{"name", func(n int) string { return `{"` + strings.Repeat("x", n) + `":1}` }, MaxText},
		{"number", func(n int) string { return `{"a":1` + strings.Repeat("0", n-1) + `}` }, MaxText},
		{"size", func(n int) string { return "{}" + strings.Repeat(" ", n-len("{}")) }, MaxBytes},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := Parse([]byte(test.doc(test.bound))); err != nil {
				t.Errorf("%d: %v", test.bound, err)
			}
			var got *Error
			if _, err := Parse([]byte(test.doc(test.bound + 1))); !errors.As(err, &got) || got.Kind != Limit {
				t.Errorf("%d: %v", test.bound+1, err)
			}
		})
	}
}

// What is nested too deep is not read to its end, let alone kept.
func TestParseDeepIsCheap(t *testing.T) {
	for _, open := range []string{"[", `{"a":`, `[{"a":`} {
		data := []byte(`{"a":` + strings.Repeat(open, 100_000))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Parse(data)
		runtime.ReadMemStats(&after)
		var refused *Error
		if !errors.As(err, &refused) || refused.Kind != Limit {
			t.Errorf("%q: %v", open, err)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 1<<20 {
			t.Errorf("%q: allocated %d bytes", open, used)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"{}", "\ufeff {\"a\":[1,-2e3,true,null,\"\\u00fc\\ud83d\\ude00\"],\"b\":{\"\":[]}}\n", "[]", "<html>", "{\"a\":1,\"a\":2}",
		`{"a":"\ud800"}`, "{} {}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := Parse(data)
		var refused *Error
		if err != nil {
			if doc != nil || !errors.As(err, &refused) || refused.Line < 1 {
				t.Fatalf("%v, %#v", doc, err)
			}
			return
		}
		body := bytes.TrimPrefix(data, []byte(byteOrderMark))
		if !json.Valid(body) {
			t.Fatalf("taken, and no JSON: %q", data)
		}
		var other map[string]any
		dec := json.NewDecoder(bytes.NewReader(body))
		dec.UseNumber()
		if err := dec.Decode(&other); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(other, plain(t, doc.Root, 1)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// plain is a value as encoding/json has it. On the way it holds the bounds.
func plain(t *testing.T, v *Value, depth int) any {
	if len(v.Text) > MaxText {
		t.Fatalf("%d bytes of text", len(v.Text))
	}
	switch v.Type {
	case String:
		return v.Text
	case Number:
		return json.Number(v.Text)
	case Bool:
		b, err := strconv.ParseBool(v.Text)
		if err != nil {
			t.Fatal(err)
		}
		return b
	case Null:
		return nil
	}
	if depth > MaxDepth {
		t.Fatalf("%d levels", depth)
	}
	if v.Type == Array {
		items := []any{}
		for _, item := range v.Items {
			items = append(items, plain(t, item, depth+1))
		}
		return items
	}
	members := map[string]any{}
	for _, m := range v.Members {
		members[m.Name] = plain(t, m.Value, depth+1)
	}
	return members
}
