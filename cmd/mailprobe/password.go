package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"github.com/mailprobe/mailprobe/cmd/mailprobe/internal/words"
	"github.com/mailprobe/mailprobe/probe"
	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/text"
)

// keys is where the password or token comes from, and the terminal that questions
// go to. What was given in some way is there before the run; only a password that
// has to be typed is asked for during it.
type keys struct {
	given    fact.Secret
	token    fact.Secret // in place of a password
	terminal *terminal   // nil where there is none
	lang     text.Lang
}

// maxPassword bounds what is read as a password, maxToken what as a token: those
// of Microsoft have some 3,000 bytes.
const (
	maxPassword = 4 << 10
	maxToken    = 16 << 10
)

// password finds out how the password will be had. The first way that is asked
// for counts: standard input, file, command, environment, terminal. A token is in
// place of a password, so only one of the two can be asked for by flags; a flag
// stands above the environment, and there the token above the password.
func (s *system) password(c *cli.Context, lang text.Lang) (*keys, error) {
	k := &keys{lang: lang}
	token, err := s.givenToken(c)
	if err != nil {
		return nil, err
	}
	given := ""
	if token == "" {
		if given, err = s.givenPassword(c); err != nil {
			return nil, err
		}
	}
	if unsendable(given + token) {
		return nil, usage("a password or token holds no line end")
	}
	k.given, k.token = fact.NewSecret(given), fact.NewSecret(token)
	if s.openTerminal != nil && !c.Bool("no-login") {
		// Without a terminal nothing can be asked, and that is no error.
		k.terminal, _ = s.openTerminal()
	}
	return k, nil
}

// unsendable tells secrets that would be more than one line to a server.
func unsendable(secret string) bool { return strings.ContainsAny(secret, "\r\n\x00") }

// givenToken is the OAuth2 access token; empty where a password is to be used.
func (s *system) givenToken(c *cli.Context) (string, error) {
	password := c.Bool("password-stdin") || c.String("password-file") != "" || c.String("password-command") != ""
	command := c.String("token-command")
	switch {
	case password && command != "":
		return "", usage("--token-command does not go together with a password", "leave one of the two out: a token is in place of a password")
	case command != "":
		return commandOutput(c.Context, "--token-command", command, maxToken, s.stderr)
	case password:
		return "", nil
	default:
		return s.getenv("MAILPROBE_TOKEN"), nil
	}
}

func (s *system) givenPassword(c *cli.Context) (string, error) {
	switch {
	case c.Bool("password-stdin"):
		line, err := firstLine(s.stdin, maxPassword)
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
		line, err := firstLine(f, maxPassword)
		if err != nil {
			return "", usage("--password-file: " + err.Error())
		}
		return line, nil
	case c.String("password-command") != "":
		return commandOutput(c.Context, "--password-command", c.String("password-command"), maxPassword, s.stderr)
	default:
		return s.getenv("MAILPROBE_PASSWORD"), nil
	}
}

var errNoSecret = errors.New("its first line is empty")

// firstLine reads a password: one line of a limited length, whose end is not part
// of it.
func firstLine(r io.Reader, limit int) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(r, int64(limit)+1)).ReadString('\n')
	if err != nil && err != io.EOF {
		return "", err
	}
	line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
	switch {
	case line == "":
		return "", errNoSecret
	case len(line) > limit:
		return "", fmt.Errorf("the line is too long: %d bytes are the most", limit)
	}
	return line, nil
}

// commandOutput is the first line that a command prints, which runs in the user's
// shell, as git and ssh do with theirs. The flag is named in errors.
func commandOutput(ctx context.Context, flag, command string, limit int, stderr io.Writer) (string, error) {
	out := beginning{limit: limit + 2} // with the end of the line
	cmd := shell(ctx, command)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, &out, stderr
	cmd.WaitDelay = time.Second // for what the shell has started and leaves behind
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return "", &exit{code: exitInterrupted}
	case err != nil:
		return "", usage(flag+": "+err.Error(), "the command must print the secret and exit with 0")
	}
	line, err := firstLine(bytes.NewReader(out.kept), limit)
	if err != nil {
		return "", usage(flag + ": " + err.Error())
	}
	return line, nil
}

// secrets are those that the environment holds. A server may know one and say it
// whether this call uses it or not.
func (s *system) secrets() []fact.Secret {
	var found []fact.Secret
	for _, name := range []string{"MAILPROBE_PASSWORD", "MAILPROBE_SMTP_PASSWORD", "MAILPROBE_TOKEN"} {
		found = append(found, fact.NewSecret(s.getenv(name)))
	}
	if u, err := url.Parse(s.getenv("MAILPROBE_PROXY")); err == nil {
		password, _ := u.User.Password()
		found = append(found, fact.NewSecret(password))
	}
	return found
}

// ask hands the password over once it is known where it would go.
func (k *keys) ask(ctx context.Context, a probe.Ask) (fact.Secret, error) {
	if !k.given.Empty() || k.terminal == nil {
		return k.given, nil
	}
	typed, err := k.terminal.secret(ctx, k.question(a), maxPassword, k.complaint)
	return fact.NewSecret(typed), err
}

// mayAsk reports whether the password can only come from the terminal.
func (k *keys) mayAsk() bool { return k.terminal != nil && k.given.Empty() && k.token.Empty() }

// complaint says what is wrong with a password as it was typed; empty if nothing is.
func (k *keys) complaint(typed string, cut bool) string {
	switch {
	case cut:
		return words.TypedTooLong.In(k.lang, map[string]string{"max": strconv.Itoa(maxPassword)})
	case !typeable(typed):
		return words.TypedControl.In(k.lang, nil)
	}
	return ""
}

// question says where the password would go, and what the provider wants: in the
// same line where there is room, else above it.
func (k *keys) question(a probe.Ask) string {
	ask, empty := words.AskPassword.In(k.lang, map[string]string{"host": a.Host}), words.AskEmpty.In(k.lang, nil)+": "
	need := text.NeedOf(a.Provider, k.lang)
	if need == "" {
		return ask + empty
	}
	if line := ask + " (" + need + ")" + empty; utf8.RuneCountInString(line) < widestHelp {
		return line
	}
	return need + "\n" + ask + empty
}

// consent asks whether hosts of a domain may see the password or token.
func (k *keys) consent(ctx context.Context, q probe.Consent) bool {
	if k.terminal == nil {
		return false
	}
	var names []string
	for _, domain := range q.Domains {
		if u := fact.ToUnicode(domain); u != domain {
			domain = fmt.Sprintf("%s (%s)", domain, u)
		}
		names = append(names, domain)
	}
	shown := strings.Join(names, words.And.In(k.lang, nil))
	question := words.AskConsent
	if !k.token.Empty() {
		question = words.AskConsentToken
	}
	typed, err := k.terminal.line(ctx, question.In(k.lang, map[string]string{"domain": shown}))
	return err == nil && words.IsYes(typed)
}

// aside writes something while a question may be open.
func (k *keys) aside(write func()) {
	if k.terminal == nil {
		write()
		return
	}
	k.terminal.aside(write)
}

// asked says that nothing is asked any more. It comes before the report, which may
// be what the process ends by: where a pipe is closed.
func (k *keys) asked() {
	if k.terminal != nil {
		k.terminal.end()
	}
}

func (k *keys) close() {
	if k.terminal != nil {
		k.terminal.close()
	}
}

// beginning keeps the first bytes that are written to it and forgets the rest, so
// that a command which goes on and on costs nothing.
type beginning struct {
	kept  []byte
	limit int
}

func (b *beginning) Write(p []byte) (int, error) {
	b.kept = append(b.kept, p[:min(b.limit-len(b.kept), len(p))]...)
	return len(p), nil
}
