package render_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gopkg.in/yaml.v3"

	"github.com/mailprobe/mailprobe/probe/probetest"
	"github.com/mailprobe/mailprobe/probe/render"
)

// YAML holds the same values as JSON, of the same types.
func TestYAMLIsJSON(t *testing.T) {
	for _, domain := range []string{"gmx.de", "expired.example", "rubbish.example", "disagree.example"} {
		r := reportOf(t, domain, probetest.Password)
		var asJSON, asYAML bytes.Buffer
		if err := (render.JSON{Trace: true}).Report(&asJSON, r); err != nil {
			t.Fatal(err)
		}
		if err := (render.YAML{Trace: true}).Report(&asYAML, r); err != nil {
			t.Fatal(err)
		}
		var want, read any
		if err := json.Unmarshal(asJSON.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		if err := yaml.Unmarshal(asYAML.Bytes(), &read); err != nil {
			t.Fatal(err)
		}
		again, err := json.Marshal(read)
		if err != nil {
			t.Fatal(err)
		}
		var got any
		if err := json.Unmarshal(again, &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-JSON +YAML):\n%s", domain, diff)
		}
		if bytes.Contains(asYAML.Bytes(), []byte("{\"")) {
			t.Errorf("%s: JSON's braces are left", domain)
		}
	}
}
