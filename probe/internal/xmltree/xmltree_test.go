package xmltree

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mailprobe/mailprobe/probe/fact"
)

func TestParse(t *testing.T) {
	doc, err := Parse([]byte(`<?xml version="1.0" encoding="UTF-8"?>
<!-- before -->
<r xmlns="urn:a" xmlns:p="urn:b" kind="k" p:kind="other">
  one<![CDATA[ <two> ]]><!-- not this -->&amp;&#51;
  <?php not this ?><c
    a=" v "/>
  <p:c>text</p:c>
</r>
<?pi after?><!-- after -->
`), "r")
	if err != nil {
		t.Fatal(err)
	}
	want := &Document{Root: &Element{
		Space: "urn:a", Name: "r", Position: fact.Position{Line: 3, Column: 1},
		Attrs: []Attr{{"kind", "k"}},
		Text:  "\n  one <two> &3\n  \n  \n",
		Children: []*Element{
			{Space: "urn:a", Name: "c", Position: fact.Position{Line: 5, Column: 20}, Attrs: []Attr{{"a", " v "}}},
			{Space: "urn:b", Name: "c", Position: fact.Position{Line: 7, Column: 3}, Text: "text"},
		},
	}}
	if diff := cmp.Diff(want, doc); diff != "" {
		t.Error(diff)
	}
	if v, ok := doc.Root.Attr("kind"); v != "k" || !ok {
		t.Errorf("Attr: %q, %v", v, ok)
	}
	if v, ok := doc.Root.Attr("absent"); v != "" || ok {
		t.Errorf("Attr of an absent one: %q, %v", v, ok)
	}
}

// What other readers refuse and this one only tells of.
func TestParseLenient(t *testing.T) {
	for _, test := range []struct {
		name, in string
		want     Document
	}{
		{"mark", "\ufeff<r/>", Document{ByteOrderMark: true}},
		{"space and declaration", "\n <?xml version='1.0'?>\n<r/>", Document{LateDeclaration: true}},
		{"space alone", "\n <r/>", Document{}},
		{"mark, space, mark", "\ufeff \ufeff<r/>", Document{ByteOrderMark: true}},
		{"trailing text", "<r/>\n\nx", Document{Trailing: 3}},
		{"trailing element", "<r/><r/>", Document{Trailing: 1}},
		{"trailing end tag", "<r/>\n</r>", Document{Trailing: 2}},
		{"trailing doctype", "<r/>\n<!DOCTYPE r>", Document{Trailing: 2}},
		{"trailing declaration", "<r/>\n<?xml version='1.0'?>", Document{Trailing: 2}},
		{"trailing NUL", "<r/>\n\x00", Document{Trailing: 1}},
		{"trailing bytes", "<r/>\xff\xfe", Document{Trailing: 1}},
		{"trailing comment", "<r/> <!-- x -->\n", Document{}},
		{"latin-1", "<?xml version='1.0' encoding='iso-8859-1'?><r/>", Document{Encoding: "iso-8859-1"}},
		{"ascii", "<?xml version='1.0' encoding='US-ASCII'?><r/>", Document{Encoding: "US-ASCII"}},
		{"utf-16 in bytes", "<?xml version='1.0' encoding='utf-16'?><r/>", Document{Encoding: "utf-16"}},
		{"utf-8 in capitals", "<?xml version='1.0' encoding='Utf-8'?><r/>", Document{}},
	} {
		doc, err := Parse([]byte(test.in), "r")
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		doc.Root = nil
		if diff := cmp.Diff(test.want, *doc); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

func TestParseEncoding(t *testing.T) {
	for in, want := range map[string]string{
		"<?xml version='1.0' encoding='ISO-8859-1'?><r>\xfc\x80</r>":                "ü€",
		"<?xml version='1.0' encoding='windows-1252'?><r>\x84x\x93</r>":             "„x“",
		"<?xml version='1.0' encoding='UTF-8'?><r>ü</r>":                            "ü",
		"\ufeff<?xml version='1.0' encoding='ISO-8859-1'?><r>ü</r>":                 "ü",
		"<?xml version='1.0' encoding='latin1'?><r>" + strings.Repeat("\xe9", 9000): strings.Repeat("é", 9000),
	} {
		if !strings.HasSuffix(in, "</r>") {
			in += "</r>" // longer than any buffer on the way
		}
		doc, err := Parse([]byte(in), "r")
		if err != nil {
			t.Errorf("%.60q: %v", in, err)
		} else if doc.Root.Text != want {
			t.Errorf("%.60q: %.60q", in, doc.Root.Text)
		}
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
		{"hello", NotXML, 1},
		{"\n{}", NotXML, 2},
		{"<", NotXML, 1},
		{"<r", NotXML, 1},
		{"<?php echo 1;", NotXML, 1},
		{"<!-- x -->", NotXML, 1},
		{"<!-- x -->\nhello", NotXML, 1},
		{"<x y=z>", NotXML, 1},
		{"\n\n<!DocType  Html>", WebPage, 3},
		{"<HTML>", WebPage, 1},
		{"<!-- x -->\n<!DOCTYPE html SYSTEM 'about:legacy-compat'>", WebPage, 2},
		{"<?xml version='1.0'?>\n<html/>", WebPage, 2},
		{"<h1>502 Bad Gateway</h1>", WebPage, 1},
		{"<other/>", OtherRoot, 1},
		{"<R/>", OtherRoot, 1},
		{"<!DOCTYPE r>\n<r/>", Doctype, 1},
		{"<!DOCTYPE r [<!ENTITY x 'y'>]><r>&x;</r>", Doctype, 1},
		{"<r>\n<!DOCTYPE r></r>", Doctype, 2},
		{"<r>&x;</r>", Syntax, 1},
		{"<r>\n&nbsp;</r>", Syntax, 2},
		{"<r>\n\n", Syntax, 3},
		{"<r>\n</s>", Syntax, 2},
		{"\n\n<r>\n</s>", Syntax, 4},
		{"<r a='1' a='2'/>", Syntax, 1},
		{"<r xmlns:p='u' xmlns:q='u' p:a='1' q:a='2'/>", Syntax, 1},
		{"<r>\n<?xml version='1.0'?></r>", Syntax, 2},
		{"<?xml version='1.0'?><?XML version='1.0'?><r/>", Syntax, 1},
		{"<?xml version='1.1'?><r/>", Syntax, 1},
		{"<?xml version='1.0'?>\n", Syntax, 2},
		{"<r>\x00</r>", Syntax, 1},
		{"<r>\x1b</r>", Syntax, 1},
		{"<r>\n\xfc</r>", Encoding, 2},
		{"<?xml version='1.0' encoding='UTF-7'?><r/>", Encoding, 1},
		{"\xff\xfe<\x00r\x00/\x00>\x00", Encoding, 1},
		{"\x00<\x00r\x00/\x00>", Encoding, 1},
	} {
		doc, err := Parse([]byte(test.in), "r")
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
	nested := func(n int) string { return strings.Repeat("<r>", n) + strings.Repeat("</r>", n) }
	attrs := func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(" a" + strings.Repeat("b", i) + "=''")
		}
		return "<r" + b.String() + "/>"
	}
	text := func(n int) string {
		return "<r>" + strings.Repeat("x", n/2) + "<!-- -->" + strings.Repeat("x", n-n/2) + "</r>"
	}
	elements := func(n int) string { return "<r>" + strings.Repeat("<r/>", n-1) + "</r>" }
	size := func(n int) string { return "<r/>" + strings.Repeat(" ", n-len("<r/>")) }
	for _, test := range []struct {
		name  string
		doc   func(int) string
		bound int
	}{
		{"depth", nested, MaxDepth},
		{"attributes", attrs, MaxAttributes},
		{"text", text, MaxText},
		{"elements", elements, MaxElements},
		{"size", size, MaxBytes},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := Parse([]byte(test.doc(test.bound)), "r"); err != nil {
				t.Errorf("%d: %v", test.bound, err)
			}
			var got *Error
			if _, err := Parse([]byte(test.doc(test.bound+1)), "r"); !errors.As(err, &got) || got.Kind != Limit {
				t.Errorf("%d: %v", test.bound+1, err)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"<r/>", "\ufeff<?xml version='1.0' encoding='latin1'?><r a='1'>\xfc<b/></r>x", "<!DOCTYPE html>",
		"<r xmlns:a='b'><a:c><![CDATA[x]]></a:c></r>", "<r>&lt;&#x1F4E7;</r>",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := Parse(data, "r")
		var refused *Error
		switch {
		case err != nil && (doc != nil || !errors.As(err, &refused) || refused.Line < 1):
			t.Fatalf("%v, %#v", doc, err)
		case err == nil && doc.Root.Name != "r":
			t.Fatalf("root %q", doc.Root.Name)
		case err == nil:
			hold(t, doc.Root, 1, 1+strings.Count(string(data), "\n"))
		}
	})
}

// hold checks the bounds of an element that was kept.
func hold(t *testing.T, e *Element, depth, lines int) {
	if depth > MaxDepth || len(e.Attrs) > MaxAttributes || len(e.Text) > MaxText {
		t.Fatalf("over a bound: %+v", e)
	}
	if e.Line < 1 || e.Line > lines {
		t.Fatalf("line %d of %d", e.Line, lines)
	}
	for _, child := range e.Children {
		if child.Line < e.Line {
			t.Fatalf("line %d in line %d", child.Line, e.Line)
		}
		hold(t, child, depth+1, lines)
	}
}
