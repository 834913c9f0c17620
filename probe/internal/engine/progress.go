package engine

// progress tells how far the run is.
func (r *run) progress() {
	if r.Progress == nil {
		return
	}
	p := Progress{Sources: r.state.SourcesOpen() + len(r.reports), SourcesDone: len(r.reports)}
	p.Endpoints, p.EndpointsDone, p.LoggingIn = r.state.Progress()
	r.Progress(p)
}
