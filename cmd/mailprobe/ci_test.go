package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"
	"gopkg.in/yaml.v3"

	"github.com/mailprobe/mailprobe/probe/audit"
	"github.com/mailprobe/mailprobe/probe/render"
)

// ciBlocks are the YAML blocks of docs/ci.md, by the file that they stand for.
func ciBlocks(t *testing.T) map[string]string {
	t.Helper()
	page, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := map[string]string{}
	for _, m := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(page), -1) {
		name := "accounts"
		if first, rest, _ := strings.Cut(m[1], "\n"); strings.HasPrefix(first, "# ") {
			name, m[1] = first[2:], rest
		}
		blocks[name] = m[1]
	}
	return blocks
}

// step is one of a GitHub job: either an action or a command.
type step struct {
	Name, If  string
	Uses, Run string
	With      map[string]string
}

// The workflow for GitHub has the keys that it must have, no others, and commands
// that there are.
func TestCIGitHub(t *testing.T) {
	var workflow struct {
		Name string
		On   struct {
			Schedule    []struct{ Cron string }
			PullRequest struct{ Paths []string } `yaml:"pull_request"`
		}
		Permissions map[string]string
		Jobs        map[string]struct {
			RunsOn  string `yaml:"runs-on"`
			Timeout int    `yaml:"timeout-minutes"`
			Steps   []step
		}
	}
	decode(t, ciBlocks(t)[".github/workflows/mail-settings.yml"], &workflow)
	if len(workflow.On.Schedule) != 1 || len(strings.Fields(workflow.On.Schedule[0].Cron)) != 5 || workflow.Permissions["contents"] != "read" {
		t.Errorf("%+v", workflow)
	}
	if len(workflow.Jobs) == 0 {
		t.Fatal("there are no jobs")
	}
	for name, job := range workflow.Jobs {
		if job.RunsOn == "" || job.Timeout == 0 || len(job.Steps) == 0 {
			t.Errorf("%s: %+v", name, job)
		}
		for _, s := range job.Steps {
			if (s.Uses == "") == (s.Run == "") || s.Uses != "" && !strings.Contains(s.Uses, "@v") {
				t.Errorf("%s: a step is either an action with its version or a command: %+v", name, s)
			}
			callable(t, s.Run)
		}
	}
}

func TestCIGitLab(t *testing.T) {
	var pipeline struct {
		Stages []string
		Job    struct {
			Stage, Image string
			Rules        []struct{ If string }
			Before       []string `yaml:"before_script"`
			Script       []string
			AllowFailure struct {
				Codes []int `yaml:"exit_codes"`
			} `yaml:"allow_failure"`
			Artifacts struct {
				When    string
				Reports struct{ JUnit string }
			}
		} `yaml:"mail settings"`
	}
	decode(t, ciBlocks(t)[".gitlab-ci.yml"], &pipeline)
	job := pipeline.Job
	if !slices.Contains(pipeline.Stages, job.Stage) || job.Image == "" || len(job.Script) == 0 || !slices.Equal(job.AllowFailure.Codes, []int{exitUntested}) {
		t.Errorf("%+v", pipeline)
	}
	if report := job.Artifacts.Reports.JUnit; !strings.HasSuffix(job.Script[0], "> "+report) {
		t.Errorf("the script does not write %s", report)
	}
	for _, line := range append(job.Before, job.Script...) {
		callable(t, line)
	}
}

func TestCIAccounts(t *testing.T) {
	accounts, err := audit.ReadAccounts(strings.NewReader(ciBlocks(t)["accounts"]), func(string) string { return "x" })
	if err != nil || len(accounts) != 1 {
		t.Errorf("%v, %v", accounts, err)
	}
}

func decode(t *testing.T, block string, into any) {
	t.Helper()
	d := yaml.NewDecoder(strings.NewReader(block))
	d.KnownFields(true)
	if err := d.Decode(into); err != nil {
		t.Fatal(err)
	}
}

// callable checks that the command which a line calls is there, and all its flags.
func callable(t *testing.T, line string) {
	t.Helper()
	words := strings.Fields(line)
	if len(words) == 0 || words[0] != "mailprobe" {
		return
	}
	app := (&system{}).app()
	commands, known := app.Commands, app.Flags
	for _, word := range words[1:] {
		if word == ">" || word == "||" {
			break
		}
		if c := command(commands, word); c != nil {
			commands, known = c.Subcommands, c.Flags
		}
		name, flag := strings.CutPrefix(word, "--")
		if flag && !slices.ContainsFunc(known, func(f cli.Flag) bool { return slices.Contains(f.Names(), name) }) {
			t.Errorf("%q: there is no flag --%s", line, name)
		}
	}
	if format := regexp.MustCompile(`--format (\S+)`).FindStringSubmatch(line); format != nil && !slices.Contains(auditFormats(render.Text{}, render.Audit{}, false).names(), format[1]) {
		t.Errorf("%q: there is no format %s", line, format[1])
	}
}
