package debian_test

import (
	"fmt"
	"runtime"
	"sync"
	"testing"
)

// recorder stands in for a test that is to fail or to be skipped.
type recorder struct {
	testing.TB
	mu   sync.Mutex
	said []string
}

// run calls f, which may end early as a test does.
func (r *recorder) run(f func()) {
	done := make(chan struct{})
	go func() {
		defer func() {
			if p := recover(); p != nil {
				panic(p) // with done still open: the test must not end well before the process does
			}
			close(done)
		}()
		f()
	}()
	<-done
}

func (r *recorder) say(what string, text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.said = append(r.said, what+": "+text)
}

func (r *recorder) Errorf(format string, args ...any) { r.say("error", fmt.Sprintf(format, args...)) }

func (r *recorder) Error(args ...any) { r.say("error", fmt.Sprint(args...)) }

func (r *recorder) Fatalf(format string, args ...any) {
	r.say("fatal", fmt.Sprintf(format, args...))
	runtime.Goexit()
}

func (r *recorder) Fatal(args ...any) {
	r.say("fatal", fmt.Sprint(args...))
	runtime.Goexit()
}

func (r *recorder) Skip(args ...any) {
	r.say("skip", fmt.Sprint(args...))
	runtime.Goexit()
}
