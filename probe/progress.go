package probe

// Progress is how far a run is.
type Progress struct {
	Sources, SourcesDone     int
	Endpoints, EndpointsDone int
	LoggingIn                string // a host, or empty
}

// progress tells how far the run is.
func (r *run) progress() {
	if r.query.Progress == nil {
		return
	}
	p := Progress{Sources: len(r.open) + len(r.reports), SourcesDone: len(r.reports)}
	for _, t := range r.targets {
		if t.phase <= named {
			continue
		}
		p.Endpoints++
		if !t.pending() {
			p.EndpointsDone++
		}
		if t.phase == loggingIn {
			p.LoggingIn = t.Host
		}
	}
	r.query.Progress(p)
}
