package probetest

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"time"
)

// The pages of a [Site] are handlers of any kind; [http.RedirectHandler] makes
// redirects. These are the other usual ones.

// File is a page with a content type and status 200.
func File(contentType, body string) http.Handler { return Answer(http.StatusOK, contentType, body) }

// Answer is a page with any status.
func Answer(status int, contentType, body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	})
}

// Drip is a file that comes one byte at a time.
func Drip(contentType, body string, every time.Duration) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", contentType)
		for i := range len(body) {
			if !sleep(r.Context(), every) {
				return
			}
			if _, err := io.WriteString(w, body[i:i+1]); err != nil {
				return
			}
			_ = http.NewResponseController(w).Flush() // what fails here fails at the next byte
		}
	})
}

// Endless is a file without an end: whatever the client reads, more follows.
func Endless(contentType string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", contentType)
		block := bytes.Repeat([]byte(" "), 4096)
		for {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	})
}

// Silent is a page that never answers.
func Silent() http.Handler {
	return http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
}
