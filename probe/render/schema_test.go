package render_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/testkit"
)

// The schema knows the sources that there are. That of audits refers to it.
func TestSchemaSources(t *testing.T) {
	const file = "../../docs/report.schema.json"
	schema, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, source := range fact.Sources() {
		name, err := json.Marshal(source.Name)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, string(name))
	}
	sources := regexp.MustCompile(`"source": \{"enum": \[[^\]]*\]\}`)
	if n := len(sources.FindAllIndex(schema, -1)); n != 1 {
		t.Fatalf("%d lists of sources in the schema", n)
	}
	testkit.Golden(t, file, sources.ReplaceAllString(string(schema), `"source": {"enum": [`+strings.Join(names, ", ")+`]}`))
}
