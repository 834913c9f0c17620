package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/text"
)

// keys is where the password comes from, and the terminal that questions go to.
// A password that was given in some way is there before the run; only one that
// has to be typed is asked for during it.
type keys struct {
	given    fact.Secret
	terminal *terminal // nil where there is none
	lang     text.Lang
}

// maxPassword bounds what is read as a password.
const maxPassword = 4 << 10

// password finds out how the password will be had. The first way that is asked
// for counts: standard input, file, command, environment, terminal.
func (s *system) password(c *cli.Context, lang text.Lang) (*keys, error) {
	k := &keys{lang: lang}
	given, err := s.givenPassword(c)
	if err != nil {
		return nil, err
	}
	if strings.ContainsAny(given, "\r\n\x00") {
		return nil, usage("a password holds no line end")
	}
	k.given = fact.NewSecret(given)
	// Without a terminal nothing can be asked, and that is no error.
	k.terminal, _ = openTerminal()
	return k, nil
}

func (s *system) givenPassword(c *cli.Context) (string, error) {
	switch {
	case c.Bool("password-stdin"):
		line, err := firstLine(s.stdin)
		if err != nil {
			return "", usage("--password-stdin: " + err.Error())
		}
		return line, nil
	case c.String("password-file") != "":
		f, err := os.Open(c.String("password-file"))
		if err != nil {
			return "", usage("--password-file: " + err.Error())
		}
		defer f.Close()
		line, err := firstLine(f)
		if err != nil {
			return "", usage("--password-file: " + err.Error())
		}
		return line, nil
	case c.String("password-command") != "":
		return commandOutput(c.Context, c.String("password-command"), s.stderr)
	default:
		return s.getenv("MAILPROBE_PASSWORD"), nil
	}
}

var errNoPassword = errors.New("there is no password in it")

// firstLine reads a password: one line, whose end is not part of it.
func firstLine(r io.Reader) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(r, maxPassword+1)).ReadString('\n')
	if err != nil && err != io.EOF {
		return "", err
	}
	line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
	switch {
	case line == "":
		return "", errNoPassword
	case len(line) > maxPassword:
		return "", errors.New("the line is too long for a password")
	}
	return line, nil
}

// commandOutput runs a command in the user's shell, as git and ssh do for theirs.
func commandOutput(ctx context.Context, command string, stderr io.Writer) (string, error) {
	shell := []string{"sh", "-c"}
	if runtime.GOOS == "windows" {
		shell = []string{"cmd", "/c"}
	}
	var out bytes.Buffer
	cmd := exec.CommandContext(ctx, shell[0], shell[1], command)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, &out, stderr
	if err := cmd.Run(); err != nil {
		return "", usage("--password-command: "+err.Error(), "the command must print the password and exit with 0")
	}
	line, err := firstLine(&out)
	if err != nil {
		return "", usage("--password-command: " + err.Error())
	}
	return line, nil
}

// ask hands the password over once it is known where it would go.
func (k *keys) ask(ctx context.Context, a probe.Ask) (fact.Secret, error) {
	if !k.given.Empty() || k.terminal == nil {
		return k.given, nil
	}
	prompt := text.AskPassword.In(k.lang, map[string]string{"host": a.Host})
	if need := text.NeedOf(a.Provider, k.lang); need != "" {
		prompt += " (" + need + ")"
	}
	typed, err := k.terminal.secret(ctx, prompt+text.AskEmpty.In(k.lang, nil)+": ")
	return fact.NewSecret(typed), err
}

// consent asks whether hosts of a domain may see the password.
func (k *keys) consent(ctx context.Context, domain string) bool {
	if k.terminal == nil {
		return false
	}
	shown := domain
	if u := fact.ToUnicode(domain); u != domain {
		shown = fmt.Sprintf("%s (%s)", domain, u)
	}
	typed, err := k.terminal.line(ctx, text.AskConsent.In(k.lang, map[string]string{"domain": shown}))
	return err == nil && text.IsYes(typed)
}

func (k *keys) close() {
	if k.terminal != nil {
		k.terminal.close()
	}
}
