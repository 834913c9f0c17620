package citest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
)

// SARIF holds a file to the schema of OASIS and returns it as it was read.
func SARIF(t testing.TB, out []byte) *sarif.Report {
	t.Helper()
	report, err := validated(out)
	if err != nil {
		t.Fatal(err)
	}
	// That all of it was read, and nothing passed over, is seen by writing it again.
	var again bytes.Buffer
	if err := report.Write(&again); err != nil {
		t.Fatal(err)
	}
	var ours, theirs any
	if err := json.Unmarshal(out, &ours); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(again.Bytes(), &theirs); err != nil {
		t.Fatal(err)
	}
	if lost := missing("", ours, theirs); len(lost) > 0 {
		t.Errorf("not of the format: %q", lost)
	}
	if _, err := validated(bytes.Replace(out, []byte(`"level": "error"`), []byte(`"level": "fatal"`), 1)); err == nil {
		t.Error("the validation lets anything pass, or there is no error in the file")
	}
	return report
}

// validated reads a file. The library takes an absent list for an empty one, which
// the schema forbids.
func validated(out []byte) (*sarif.Report, error) {
	report, err := sarif.FromBytes(out)
	if err != nil {
		return nil, err
	}
	for _, run := range report.Runs {
		run.NewlineSequences = []string{"\n"}
	}
	return report, report.Validate()
}

// missing lists what is in a and not in b.
func missing(path string, a, b any) []string {
	switch a := a.(type) {
	case map[string]any:
		b, _ := b.(map[string]any)
		var lost []string
		for key, value := range a {
			if _, there := b[key]; !there {
				lost = append(lost, path+"/"+key)
				continue
			}
			lost = append(lost, missing(path+"/"+key, value, b[key])...)
		}
		return lost
	case []any:
		b, _ := b.([]any)
		if len(a) != len(b) {
			return []string{path}
		}
		var lost []string
		for i := range a {
			lost = append(lost, missing(fmt.Sprint(path, "/", i), a[i], b[i])...)
		}
		return lost
	default:
		if a != b {
			return []string{path}
		}
		return nil
	}
}
