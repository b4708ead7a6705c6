import Foundation
import FoundationXML
import NetworkDiagrams

/// A picture as a reader of XML sees it.
final class DrawnPicture: NSObject, XMLParserDelegate {
  struct Element {
    let name: String
    let attributes: [String: String]
    /// The classes of the elements around it, from the outside in.
    let parents: [String]
    var text = ""
  }

  private(set) var elements: [Element] = []
  private var open: [Int] = []
  private(set) var isWellFormed = false

  init(_ diagram: OneLineDiagram) {
    super.init()
    let parser = XMLParser(data: Data(diagram.svg().utf8))
    parser.delegate = self
    isWellFormed = parser.parse()
  }

  /// The elements of a kind somewhere inside of a group.
  func all(_ name: String, in group: String) -> [Element] {
    elements.filter { $0.name == name && $0.parents.contains(group) }
  }

  /// The titles, which say what something is, inside of a group.
  func titles(in group: String) -> [String] { all("title", in: group).map(\.text) }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    let parents = open.compactMap { elements[$0].attributes["class"] }
    open.append(elements.count)
    elements.append(Element(name: name, attributes: attributes, parents: parents))
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    for index in open { elements[index].text += text }
  }
}
