package fact

import (
	"strings"
	"testing"
	"time"
)

// commands are what programs that run builds obey, each as its manual has it.
var commands = []string{
	"##[add-mask]x", "##[error]x", "##vso[task.setvariable variable=a]b", "##VSO[x]y", "##teamcity[publishArtifacts '/etc']",
	"##teamcity-next[x]", "section_start:1560896352:a\r", "section_end:1560896352:a", "travis_fold:start:a", "travis_time:start:a",
}

// TestCommands: none of them is left, wherever it stands, and nothing else is changed.
func TestCommands(t *testing.T) {
	for _, command := range commands {
		for _, before := range []string{"", "a ", "#", "##", "x" + command + " "} {
			text := before + command
			for name, clean := range map[string]string{"Printable": Printable(text), "Visible": Visible(text), "Unmarked": Unmarked(text)} {
				for i := range clean {
					if Command(clean[i:]) {
						t.Errorf("%s of %q is %q", name, text, clean)
					}
				}
				if rest := command[1:8]; !strings.Contains(clean, rest) {
					t.Errorf("%s of %q lost its words: %q", name, text, clean)
				}
			}
		}
	}
	for _, text := range []string{
		"", "#", "##", "##x", "## [x]", "# #[x]", "##a b[", "##ü[x]", "#1[x]", "a section_start", "sections: 2", "travis", "C# [x]", "tag ##",
	} {
		if Unmarked(text) != text || Printable(text) != text {
			t.Errorf("%q became %q, %q", text, Unmarked(text), Printable(text))
		}
	}
	if got := Disarm("a ##[x] section_end:", func(c byte) string { return "<" + string(c) + ">" }); got != "a <#>#[x] <s>ection_end:" {
		t.Error(got)
	}
}

// TestCommandsLinear: marks that begin and never end cost no square of their number.
func TestCommandsLinear(t *testing.T) {
	start := time.Now()
	Unmarked(strings.Repeat("#", 1<<20) + strings.Repeat("##a", 1<<18) + strings.Repeat("s", 1<<20))
	if took := time.Since(start); took > 5*time.Second {
		t.Error(took)
	}
}
