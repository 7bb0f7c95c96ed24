internal import Canvas
internal import Formatting
internal import Kernel
internal import Operations
internal import Query
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// The form for a segment that is to be created.
struct CreationForm: FormDialog {
  var form = Form([
    Form.Field("Name", hint: "/NAME, sysv:KEY, or sysv for no key"),
    Form.Field("Size", hint: "A number of bytes: 4096, 0x1000, 4K, 1M, 2G"),
    Form.Field(
      "Mode", Array("0600".utf8), hint: "Octal digits such as 0640; the umask is not applied"),
    Form.Field("Reserve", isOn: false, "allocate all memory now"),
  ])

  private enum Row {
    static let name = 0
    static let size = 1
    static let mode = 2
    static let reserve = 3
  }

  var title: DisplayText { "New segment" }

  func facts(_ context: Context) -> [Box.Line] {
    [Box.Line(text: "An existing segment is never replaced. You will own it.")]
  }

  mutating func accept(_ context: inout Context) {
    do throws(Form.Problem) {
      let request = try read()
      if context.model?.snapshot.has(request.name) == true {
        throw Form.Problem(
          field: Row.name,
          text: DisplayText(Creation.Refusal.nameTaken, of: request, in: context.charset))
      }
      context.show(CreationDialog(request))
    } catch {
      form.show(error)
    }
  }

  private func read() throws(Form.Problem) -> Creation.Request {
    let name = try form.read(Row.name) { text throws(TypedProblem) in
      try SegmentMetadata.Name(typed: text)
    }
    let size = try form.read(Row.size) { text throws(TypedProblem) in
      try ByteCount(typed: text).bytes
    }
    let permissions = try form.read(Row.mode) { text throws(TypedProblem) in
      try FilePermissions(typed: text)
    }
    if case .systemV = name {
      if size == 0 {
        throw Form.Problem(field: Row.size, text: "a System V segment has at least one byte")
      }
      if form.isOn(Row.reserve) {
        throw Form.Problem(
          field: Row.reserve, text: "only the memory of POSIX segments can be reserved")
      }
    }
    return Creation.Request(
      name: name, size: size, permissions: permissions, isReserved: form.isOn(Row.reserve))
  }
}

extension Snapshot {
  /// Whether a segment or another file has the name or the key.
  fileprivate func has(_ name: SegmentMetadata.Name) -> Bool {
    switch name {
    case .posix(let name):
      segments.contains { if case .posix(name, _) = $0.identity { true } else { false } }
        || others.contains { $0.name == name }
    case .systemV(let key): key != .private && segments.contains { $0.key == key }
    }
  }
}

/// The question before a segment is created.
struct CreationDialog: ConfirmationDialog {
  let request: Creation.Request
  var isActFocused = false
  var top = 0

  init(_ request: Creation.Request) { self.request = request }

  mutating func act(_ context: inout Context) {
    context.dismiss()
    context.perform(.create(request))
  }

  func box(_ context: Context) -> Box {
    let name = DisplayText(wanted: request.name, in: context.charset)
    var lines = [
      Box.Line(text: name, style: .emphasis),
      Box.Line(
        text: """
          \(kind.text), \(spelling: request.size), mode \(octal: request.permissions.rawValue), \
          owned by you
          """),
    ]
    if request.isReserved { lines.append(Box.Line(text: "All its memory is allocated now.")) }
    return Box(
      title: "Create?", subject: name, lines: lines,
      pinned: request.isReserved ? [] : context.warning(missing: request.size, for: kind),
      buttons: [("[ Cancel: Esc ]", !isActFocused), ("[ Create: y ]", isActFocused)],
      top: top, charset: context.charset)
  }

  private var kind: Segment.Kind {
    switch request.name {
    case .posix: .posix
    case .systemV: .systemV
    }
  }
}
