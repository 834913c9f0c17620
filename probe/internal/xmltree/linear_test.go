package xmltree_test

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/internal/xmltree"
	"github.com/mailprobe/mailprobe/probe/probetest/linear"
)

// What is refused must not have cost more than what is read.
func TestLinear(t *testing.T) {
	const size = 128 << 10
	read := func(s string) { _, _ = xmltree.Parse([]byte(s), "a") }
	linear.Test(t, []linear.Case{
		{Name: "elements", Size: size, Input: linear.Repeat("<a>", "<b></b>", "</a>"), Read: read},
		{Name: "different elements", Size: size, Input: linear.Count("<a>", "<b%d>x</b%[1]d>", "</a>"), Read: read},
		{Name: "elements in elements", Size: size, Input: linear.Repeat("<a>", "<b>", ""), Read: read},
		{Name: "texts between elements", Size: size, Input: linear.Repeat("<a>", "x<b/>", "</a>"), Read: read},
		{Name: "attributes", Size: size, Input: linear.Count("<a", ` b%d=""`, "></a>"), Read: read},
		{Name: "the same attribute", Size: size, Input: linear.Repeat("<a", ` b=""`, "></a>"), Read: read},
		{Name: "name spaces", Size: size, Input: linear.Count("<a", ` xmlns:b%d="c"`, "></a>"), Read: read},
		{Name: "one long name", Size: size, Input: linear.Repeat("<a><", "b", "/></a>"), Read: read},
		{Name: "one long attribute", Size: size, Input: linear.Repeat(`<a b="`, "&amp;", `"></a>`), Read: read},
		{Name: "entities", Size: size, Input: linear.Repeat("<a>", "&lt;", "</a>"), Read: read},
		{Name: "numbered entities", Size: size, Input: linear.Repeat("<a>", "&#65;", "</a>"), Read: read},
		{Name: "ampersands", Size: size, Input: linear.Repeat("<a>", "&", "</a>"), Read: read},
		{Name: "comments", Size: size, Input: linear.Repeat("<a>", "<!-- x -->", "</a>"), Read: read},
		{Name: "a comment without end", Size: size, Input: linear.Repeat("<a><!--", "- ", ""), Read: read},
		{Name: "sections", Size: size, Input: linear.Repeat("<a>", "<![CDATA[x]]>", "</a>"), Read: read},
		{Name: "a section without end", Size: size, Input: linear.Repeat("<a><![CDATA[", "]]", ""), Read: read},
		{Name: "instructions", Size: size, Input: linear.Repeat("<a>", "<?x y?>", "</a>"), Read: read},
		{Name: "a declaration", Size: size, Input: linear.Repeat("<!DOCTYPE a [", "<!ENTITY b 'c'>", "]>"), Read: read},
		{Name: "space before it", Size: size, Input: linear.Repeat("", "\n", "<a/>"), Read: read},
		{Name: "lines", Size: size, Input: linear.Repeat("<a>", "\n<b/>", "</a>"), Read: read},
		{Name: "what follows it", Size: size, Input: linear.Repeat("<a/>", " <", ""), Read: read},
	})
}
