internal import Kernel
package import SafeText
package import SharedMemory

extension KernelHolder {
  /// The way in which it holds a file, as in JSON.
  package var how: StaticString {
    switch self {
    case .loop: "loop"
    case .mount: "mount"
    }
  }
}

extension DisplayText {
  /// Appends what holds a file without a process: `loop device loop0`, `the bind mount at /mnt/a`.
  ///
  /// The middle of a path of more than so many columns is left out.
  package mutating func append(
    _ holder: KernelHolder, in charset: Charset, within columns: Int = .max
  ) {
    switch holder {
    case .loop(let name):
      append(literal: "loop device ")
      append(escaping: name.utf8, in: charset)
    case .mount(let path, let process):
      append(literal: "the bind mount at ")
      let path = DisplayText(escaping: path, in: charset)
      append(path.elided(to: columns, mark: Glyph.ellipsis.text(in: charset)))
      if let process { append(" in the mount namespace of process \(process.rawValue)") }
    }
  }
}

extension DisplayText {
  /// Appends what holds a file without a process to a list of holders: `loop(loop0)`, `mount(/mnt/a)`.
  package mutating func append(cellOf holder: KernelHolder, in charset: Charset) {
    append(literal: holder.how)
    append(literal: "(")
    switch holder {
    case .loop(let name): append(name: Array(name.utf8), in: charset)
    case .mount(let path, _): append(name: path, in: charset)
    }
    append(literal: ")")
  }
}

extension DisplayText.Interpolation {
  /// What holds a file without a process, in words.
  package mutating func appendInterpolation(kernelHolder: KernelHolder, _ format: FormatOptions) {
    var text = DisplayText()
    text.append(kernelHolder, in: format.charset, within: format.longestHolder)
    appendInterpolation(text)
  }
}
