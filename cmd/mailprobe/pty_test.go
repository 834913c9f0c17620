//go:build linux || darwin

package main

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"

	"github.com/mailprobe/mailprobe/probe/probetest"
)

// screen is a terminal of its own, with a session, and what it has shown.
type screen struct {
	*testing.T
	keys *os.File // what is written to it is typed

	mu    sync.Mutex
	shown []byte
	more  chan struct{} // something was shown
	read  int           // how much of it was awaited
}

// patience is how long anything is waited for: the machine may be busy.
const patience = time.Minute

const (
	question = "empty: no login: "     // the end of the one for the password
	trust    = "Send it there? [y/N] " // and of the other one
	works    = "both logins accepted"
	done     = "<exit code 0, modes as before>"
	slowly   = "RTT=300ms" // the question comes a second after the start
)

// onTerminal runs a command as the job of a shell.
func onTerminal(t *testing.T, env string, args ...string) *screen {
	t.Helper()
	return onTerminalOf(t, env, append([]string{"jobshell"}, args...)...)
}

// onTerminalOf runs a command as the leader of a session.
func onTerminalOf(t *testing.T, env string, args ...string) *screen {
	t.Helper()
	t.Parallel()
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), "LANG=C.UTF-8", "TERM=xterm", "MAILPROBE_PASSWORD=", "MAILPROBE_TOKEN=")
	cmd.Env = append(cmd.Env, strings.Split(env, " ")...)
	keys, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 120})
	if err != nil {
		t.Fatal(err)
	}
	s := &screen{T: t, keys: keys, more: make(chan struct{}, 1)}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		chunk := make([]byte, 4096)
		for {
			n, err := keys.Read(chunk)
			s.mu.Lock()
			s.shown = append(s.shown, chunk[:n]...)
			s.mu.Unlock()
			select {
			case s.more <- struct{}{}:
			default:
			}
			if err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() {
		_ = unix.Kill(-cmd.Process.Pid, unix.SIGKILL)
		_ = cmd.Wait()
		keys.Close() // hangs up, for the job
		<-ended
		if t.Failed() {
			t.Logf("shown:\n%s", s.shown)
		}
	})
	return s
}

// awaits waits until the terminal shows something, behind what was awaited before.
func (s *screen) awaits(words string) {
	s.Helper()
	late := time.After(patience)
	for {
		s.mu.Lock()
		at := strings.Index(string(s.shown[s.read:]), words)
		if at >= 0 {
			s.read += at + len(words)
		}
		s.mu.Unlock()
		if at >= 0 {
			return
		}
		select {
		case <-s.more:
		case <-late:
			s.Fatalf("%q is never shown", words)
		}
	}
}

// awaitsQuiet waits until nothing is shown that is typed.
func (s *screen) awaitsQuiet() {
	s.Helper()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for late := time.Now().Add(patience); time.Now().Before(late); <-look.C {
		if s.quiet() {
			return
		}
	}
	s.Fatal("what is typed is shown")
}

func (s *screen) quiet() bool {
	modes, err := unix.IoctlGetTermios(int(s.keys.Fd()), getModes)
	if err != nil {
		s.Fatal(err)
	}
	return modes.Lflag&unix.ECHO == 0
}

func (s *screen) types(text string) {
	s.Helper()
	if _, err := s.keys.WriteString(text); err != nil {
		s.Fatal(err)
	}
}

// pid is the command's, which it has said.
func (s *screen) pid() int {
	s.Helper()
	s.awaits("<started ")
	from := s.read
	s.awaits(">")
	s.mu.Lock()
	defer s.mu.Unlock()
	pid, err := strconv.Atoi(string(s.shown[from : s.read-1]))
	if err != nil {
		s.Fatal(err)
	}
	return pid
}

func (s *screen) signals(pid int, signal unix.Signal) {
	s.Helper()
	if err := unix.Kill(pid, signal); err != nil {
		s.Fatal(err)
	}
}

// once holds that something was shown one time.
func (s *screen) once(words string) {
	s.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := strings.Count(string(s.shown), words); n != 1 {
		s.Errorf("%q was shown %d times", words, n)
	}
}

// never holds that something was not shown, up to now.
func (s *screen) never(words ...string) {
	s.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range words {
		if strings.Contains(string(s.shown), w) {
			s.Errorf("%q was shown", w)
		}
	}
}

// answers gives the right password, and sees the run to its end.
func (s *screen) answers() {
	s.Helper()
	s.types(probetest.Password + "\r")
	s.awaits(works)
	s.awaits(done)
	s.never(probetest.Password)
}

func TestTerminalAsks(t *testing.T) {
	s := onTerminal(t, "WORLD=gmx.de", "mailprobe", "anna@gmx.de")
	s.awaits("with two-factor sign-in, GMX takes an app password here")
	s.awaits("password for imap.gmx.net; " + question)
	s.answers()
}

// Standard output is the report's alone.
func TestTerminalNotOutput(t *testing.T) {
	s := onTerminal(t, "", "sh", "-c", "out=$(mailprobe --json anna@srv.example); echo; echo \"$out\" | head -n 1 | grep -c '^{'")
	s.awaits("password for in1.srv.example; " + question)
	s.types(probetest.Password + "\r")
	s.awaits("1\r\n")
	s.awaits(done)
}

// An empty answer means no login, whichever way it is given.
func TestTerminalEmptyAnswer(t *testing.T) {
	for name, typed := range map[string]string{"return": "\r", "Ctrl-D": "\x04", "Ctrl-D behind something": "geheim\x04"} {
		t.Run(name, func(t *testing.T) {
			s := onTerminal(t, "", "mailprobe", "anna@srv.example")
			s.awaits(question)
			s.types(typed)
			s.awaits("no login was tried")
			s.awaits(done)
			s.never("geheim")
		})
	}
}

// What can be typed and taken back; the limits of the terminal itself are not ours.
func TestTerminalEdits(t *testing.T) {
	long := strings.Repeat("a", 4200)
	for name, tt := range map[string]struct{ typed, says string }{
		"a line feed":        {probetest.Password + "\n", ""},
		"backspace":          {"correct horsx\x7fe\r", ""},
		"Ctrl-U":             {"wrong\x15" + probetest.Password + "\r", ""},
		"Ctrl-W":             {"correct wrong\x17horse\r", ""},
		"an arrow":           {"wrong\x1b[D\r", "a key such as Tab, Esc or an arrow"},
		"a tab":              {"wrong\t\r", "a key such as Tab, Esc or an arrow"},
		"NUL":                {"wrong\x00\r", "a key such as Tab, Esc or an arrow"},
		"more than may be":   {long + "\r", "at most 4096 bytes"},
		"too much, and anew": {long + "\x15" + probetest.Password + "\r", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := onTerminal(t, "", "mailprobe", "anna@srv.example")
			s.awaits(question)
			s.types(tt.typed)
			if tt.says != "" {
				s.awaits(tt.says)
				s.awaits(question)
				s.types(probetest.Password + "\r")
			}
			s.awaits(works)
			s.awaits(done)
			s.never(probetest.Password, "wrong", "horse", "aaaa")
		})
	}
}

// What is typed before the question is not shown, and is not the answer.
func TestTerminalTypedAhead(t *testing.T) {
	s := onTerminal(t, slowly, "mailprobe", "anna@srv.example")
	s.awaitsQuiet()
	s.never(question)
	s.types("wrong one\r")
	s.awaits(question)
	s.answers()
	s.never("wrong one")
}

// What is typed behind the answer is not left to the shell, which would run it.
func TestTerminalTypedBehind(t *testing.T) {
	s := onTerminal(t, "", "sh", "-c", "mailprobe anna@srv.example; echo; head -n 1")
	s.awaits(question)
	s.types(probetest.Password + "\rbehind it\r")
	s.awaits(works)
	s.types("for the shell\r")
	s.awaits("for the shell\r\n") // typed
	s.awaits("for the shell\r\n") // read
	s.awaits(done)
	s.never("behind it")
}

// Ctrl-C ends the run, and nothing is said of a login that nobody tried.
func TestTerminalCtrlC(t *testing.T) {
	s := onTerminal(t, "", "mailprobe", "anna@srv.example", "--json")
	s.awaits(question)
	s.types("geheim\x03")
	s.awaits("interrupted; this is what was known by then")
	s.awaits(`"login": "not-tried"`)
	s.awaits(`"attempted": 0`)
	s.awaits("<exit code 130, modes as before>")
	s.once(question + "\r\n")
	s.never("geheim", `"login": "accepted"`, `"login": "refused"`)
}

// Ctrl-C before the question.
func TestTerminalCtrlCEarly(t *testing.T) {
	s := onTerminal(t, slowly, "mailprobe", "anna@srv.example")
	s.awaitsQuiet()
	s.types("geheim\x03")
	s.awaits("interrupted; this is what was known by then")
	s.awaits("<exit code 130, modes as before>")
	s.never("geheim", question)
}

// However the process is ended, the terminal is in order, at the question and
// before it.
func TestTerminalEnds(t *testing.T) {
	for _, when := range []string{"at the question", "before it"} {
		for name, tt := range map[string]struct {
			signal unix.Signal // else the key
			says   string
		}{
			"SIGTERM": {unix.SIGTERM, "<exit code 130, modes as before>"},
			"SIGHUP":  {unix.SIGHUP, "<killed by SIGHUP, modes as before>"},
			"SIGQUIT": {unix.SIGQUIT, "<exit code 2, modes as before>"},
			"Ctrl-\\": {0, "<exit code 2, modes as before>"},
		} {
			t.Run(name+" "+when, func(t *testing.T) {
				env := slowly
				if when == "at the question" {
					env = ""
				}
				s := onTerminal(t, env, "mailprobe", "anna@srv.example")
				pid := s.pid()
				s.awaitsQuiet()
				if when == "at the question" {
					s.awaits(question)
				}
				s.types("geheim")
				if tt.signal == 0 {
					s.types("\x1c")
				} else {
					s.signals(pid, tt.signal)
				}
				s.awaits(tt.says)
				s.never("geheim")
			})
		}
	}
}

// Ctrl-Z gives the terminal back, and fg takes it again.
func TestTerminalCtrlZ(t *testing.T) {
	s := onTerminal(t, "", "mailprobe", "anna@srv.example")
	for range 3 {
		s.awaits(question)
		if !s.quiet() {
			s.Error("what is typed is shown")
		}
		s.types("half of\x1a")
		s.awaits("<stopped by SIGTTOU, modes as before>")
		s.types("fg\r")
	}
	s.awaits(question)
	s.answers()
	s.never("half of")
}

// The same while no question is open.
func TestTerminalCtrlZEarly(t *testing.T) {
	s := onTerminal(t, slowly, "mailprobe", "anna@srv.example")
	s.awaitsQuiet()
	s.types("geheim\x1a")
	s.awaits("<stopped by SIGTTOU, modes as before>")
	s.never(question)
	s.types("fg\r")
	s.awaits(question)
	s.answers()
	s.never("geheim")
}

// SIGSTOP cannot be heard, but its end can: the shell has set modes of its own.
func TestTerminalStoppedFromOutside(t *testing.T) {
	s := onTerminal(t, "", "mailprobe", "anna@srv.example")
	pid := s.pid()
	s.awaits(question)
	s.types("half of")
	s.signals(pid, unix.SIGSTOP)
	s.awaits("<stopped by SIGSTOP, ")
	s.types("fg\r")
	s.awaits(question)
	s.answers()
	s.never("half of")
}

// In the background a question stops the process until it is in the foreground,
// and no mode is set.
func TestTerminalBackground(t *testing.T) {
	s := onTerminal(t, "", "background", "mailprobe", "anna@srv.example")
	for range 2 {
		s.awaits("<stopped by SIGTTIN, modes as before>")
		s.never(question)
		s.types("bg\r")
	}
	s.awaits("<stopped by SIGTTIN, modes as before>")
	s.types("fg\r")
	s.awaits(question)
	s.types("\x1a")
	s.awaits("<stopped by SIGTTOU, modes as before>")
	s.types("bg\r")
	s.awaits("<stopped by SIGTTIN, modes as before>")
	s.types("fg\r")
	s.awaits(question)
	s.answers()
}

// A run that has nothing to ask goes on in the background.
func TestTerminalBackgroundAskless(t *testing.T) {
	s := onTerminal(t, "", "background", "mailprobe", "anna@srv.example", "--no-login")
	s.awaits("no login was tried")
	s.awaits(done)
}

// Where no shell could continue the process, Ctrl-Z stops nothing, and the question
// is put anew.
func TestTerminalWithoutShell(t *testing.T) {
	s := onTerminalOf(t, "", "mailprobe", "anna@srv.example")
	s.awaits(question)
	s.types("half of\x1a")
	s.awaits(question)
	s.types(probetest.Password + "\r")
	s.awaits(works)
	s.never(probetest.Password, "half of")
}

// Another size of the window changes nothing.
func TestTerminalResized(t *testing.T) {
	s := onTerminal(t, "", "mailprobe", "anna@srv.example")
	s.awaits(question)
	s.types("correct ")
	for _, columns := range []uint16{20, 200} {
		if err := pty.Setsize(s.keys, &pty.Winsize{Rows: 10, Cols: columns}); err != nil {
			t.Fatal(err)
		}
	}
	s.types("horse\r")
	s.awaits(works)
	s.awaits(done)
}

// Where the password is there, the terminal is left alone; the other question shows
// what is typed, but nothing from before it answers it.
func TestTerminalTrust(t *testing.T) {
	const env = slowly + " WORLD=strange MAILPROBE_PASSWORD=x"
	s := onTerminal(t, env, "mailprobe", "anna@strange.example")
	s.awaits("<started ")
	s.types("y\r")
	s.awaits(trust)
	if s.quiet() {
		t.Error("what is typed is not shown")
	}
	s.types("y\x1a")
	s.awaits("<stopped by SIGTTOU, modes as before>")
	s.types("fg\r")
	s.awaits(trust)
	s.types("n\r")
	s.awaits("untrusted-target")
	s.awaits("<exit code 1, modes as before>")
}

// Consent comes before the password, which is asked for then.
func TestTerminalTrustThenPassword(t *testing.T) {
	s := onTerminal(t, "WORLD=strange", "mailprobe", "anna@strange.example")
	s.awaits(trust)
	s.types("y\r")
	s.awaits("y\r\n")
	s.awaits("password for mail.hoster.example; " + question)
	s.answers()
}

// No answer is no.
func TestTerminalTrustNobody(t *testing.T) {
	for name, tt := range map[string]struct{ typed, says string }{
		"return": {"\r", "<exit code 1, modes as before>"},
		"Ctrl-D": {"\x04", "<exit code 1, modes as before>"},
		"Ctrl-C": {"y\x03", "<exit code 130, modes as before>"},
	} {
		t.Run(name, func(t *testing.T) {
			s := onTerminal(t, "WORLD=strange", "mailprobe", "anna@strange.example")
			s.awaits(trust)
			s.types(tt.typed)
			s.awaits("untrusted-target")
			s.awaits(tt.says)
			s.never(question)
		})
	}
}
