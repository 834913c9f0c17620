package lint_test

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
	"github.com/mailprobe/mailprobe/providers/lint"
)

const schemaFile = "../../docs/provider.schema.json"

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	s, err := compiler.Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// asJSON is a YAML tree as editors see it: YAML 1.2 has no dates, so that a day
// is a string.
func asJSON(n *yaml.Node) any {
	switch {
	case n.Kind == yaml.DocumentNode:
		return asJSON(n.Content[0])
	case n.Kind == yaml.MappingNode:
		object := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			object[n.Content[i].Value] = asJSON(n.Content[i+1])
		}
		return object
	case n.Kind == yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, asJSON(item))
		}
		return list
	case n.Tag == "!!int":
		return json.Number(n.Value)
	case n.Tag == "!!null":
		return nil
	}
	return n.Value
}

func parse(t *testing.T, data []byte) any {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal(data, &n); err != nil {
		t.Fatal(err)
	}
	return asJSON(&n)
}

// TestSchema: every entry keeps to the schema that editors use.
func TestSchema(t *testing.T) {
	s := schema(t)
	names, err := fs.Glob(providers.Files(), "*.yaml")
	if err != nil || len(names) < 250 {
		t.Fatal(len(names), err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(providers.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(parse(t, data)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// beyondSchema are the rules that no schema can hold a file to: they look at two
// values at once, at other files, at the calendar, or at names as DNS does.
var beyondSchema = []string{
	"id", "domain-claimed-twice", "mx-claimed-twice", "mx-too-wide", "auth-missing", "checked-long-ago",
	"port-protocol", "port-tls", "cleartext-beside-tls", "server-repeated", "server-order",
	"need-repeated", "need-unreachable", "need-oauth2", "remark-unreachable", "default-unused",
}

// TestSchemaRefuses: the schema and the linter agree on the folder of mistakes.
func TestSchemaRefuses(t *testing.T) {
	s := schema(t)
	names, err := filepath.Glob("testdata/mistakes/*.yaml")
	if err != nil || len(names) < 40 {
		t.Fatal(len(names), err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		r := lint.Judge(name, data, today)
		refuses := slices.ContainsFunc(r.Findings, func(f fact.Finding) bool { return !slices.Contains(beyondSchema, f.Rule) })
		syntax := slices.ContainsFunc(r.Findings, func(f fact.Finding) bool {
			return strings.HasPrefix(f.Rule, "yaml-") || f.Rule == "duplicate-key"
		})
		if syntax || filepath.Base(name) == "checked-in-the-future.yaml" {
			continue
		}
		if err := s.Validate(parse(t, data)); (err != nil) != refuses {
			t.Errorf("%s: the linter says %v, the schema %v", name, r.Findings, err)
		}
	}
}

// TestSchemaWords: keys and words in the schema are those of the program.
func TestSchemaWords(t *testing.T) {
	data, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	type node struct {
		Enum       []string
		Items      *struct{ Enum []string }
		Properties map[string]struct{ Enum []string }
	}
	var s struct {
		Properties map[string]struct{ Enum []string }
		Defs       map[string]node `json:"$defs"`
	}
	if err := json.Unmarshal(data, &s); err != nil {
		t.Fatal(err)
	}
	for name, words := range map[string][2][]string{
		"kinds": {s.Properties["kind"].Enum, names(providers.Kinds())},
		"needs": {s.Defs["need"].Properties["need"].Enum, names(fact.NeedCodes())},
		"auth":  {s.Defs["auth"].Items.Enum, names(providers.Auths())},
		// What the linter says of an unknown key names all that it knows.
		"keys":        {keys(s.Properties), known(t, "x: y\n")},
		"server keys": {keys(s.Defs["server"].Properties), known(t, "servers: [{x: y}]\n")},
		"need keys":   {keys(s.Defs["need"].Properties), known(t, "needs: [{x: y}]\n")},
	} {
		slices.Sort(words[0])
		slices.Sort(words[1])
		if diff := cmp.Diff(words[0], words[1]); diff != "" {
			t.Errorf("%s (-schema +program):\n%s", name, diff)
		}
	}
}

func keys[V any](m map[string]V) []string { return slices.Collect(maps.Keys(m)) }

func names[T ~string](all []T) []string {
	var list []string
	for _, v := range all {
		list = append(list, string(v))
	}
	return list
}

func known(t *testing.T, text string) []string {
	t.Helper()
	for _, f := range lint.Judge("x.yaml", []byte(text), today).Findings {
		if list, is := strings.CutPrefix(f.Remedy, "the keys here are "); is && f.Rule == "unknown-key" {
			return strings.Split(list, ", ")
		}
	}
	t.Fatalf("%q has no unknown key", text)
	return nil
}
