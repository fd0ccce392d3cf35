-- Sends the requests of the file that REQUESTS names, in turn from a random start: a line each, a path and, behind a tab, the body of a POST.
local requests, position = {}, 0

function init()
  for line in io.lines(os.getenv("REQUESTS")) do
    local path, body = line:match("^([^\t]*)\t(.*)$")
    requests[#requests + 1] = body == "" and wrk.format("GET", path)
      or wrk.format("POST", path, { ["Content-Type"] = "application/json" }, body)
  end
  math.randomseed(os.time())
  position = math.random(#requests)
end

function request()
  position = position % #requests + 1
  return requests[position]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("\nRESULT %f %f %f %d\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, failed))
end
