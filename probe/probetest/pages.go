package probetest

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
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
