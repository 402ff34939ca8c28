using Tango.Execution.Running;

namespace Tango.Core.Tests.Execution.Running;

/// <summary>The log of a failed step shows the frames of its author, and not the way from Tango to them.</summary>
public sealed class StackTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("X: no stack", "X: no stack")]
    [InlineData("X: a\n   at My.Run()\n   at System.Reflection.MethodBaseInvoker.Invoke()\n   at Tango.Execution.Arguments.StepBinding.RunAsync(Object[] arguments)", "X: a\n   at My.Run()")]
    [InlineData("X: a\n   at My.Run()\n--- End of stack trace from previous location ---\n   at Tango.Execution.Running.StepTask.AwaitAsync()", "X: a\n   at My.Run()")]
    [InlineData("X: a\n   at My.Inner()\n   at System.Linq.Enumerable.ToList()\n   at My.Run()\n   at InvokeStub_My.Run()", "X: a\n   at My.Inner()\n   at System.Linq.Enumerable.ToList()\n   at My.Run()")]
    [InlineData("X: a\n   at My.Item()\n   at Tango.Execution.Results.ResultSaver.Save()\n   at My.Run()\n   at Tango.DirectoryStepCache.PutAsync[T](String id) in /_/src/A.cs:line 5", "X: a\n   at My.Item()\n   at Tango.Execution.Results.ResultSaver.Save()\n   at My.Run()")]
    [InlineData("X: a\n   at Tango.DirectoryStepCache.PutAsync[T](String id) in /_/src/A.cs:line 5\n   at System.Reflection.B()", "X: a\n   at Tango.DirectoryStepCache.PutAsync[T](String id) in /_/src/A.cs:line 5\n   at System.Reflection.B()")]
    [InlineData("X: a\n   at Tango.Execution.Mine.Run()\n   at Tango.Execution.RunLoop.<>c.<Start>b__0()", "X: a\n   at Tango.Execution.Mine.Run()")]
    [InlineData(
        "X: a\n ---> Y: b\n   at My.In()\n   at System.Reflection.B()\n   --- End of inner exception stack trace ---\n   at My.Out()\n   at Tango.DirectoryStepCache.PutAsync[T](String id) in /_/src/A.cs:line 5",
        "X: a\n ---> Y: b\n   at My.In()\n   --- End of inner exception stack trace ---\n   at My.Out()")]
    public void Frames_of_the_caller_are_left_out(string text, string shown) => Assert.Equal(shown, StackText.WithoutCallers(text));
}
